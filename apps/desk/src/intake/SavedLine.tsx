import { SavedNote } from '@huying/ui'
import { useDesk } from './DeskContext.ts'

/** Under the content: whether the text is safe. Always there, so that nothing moves when it is first saved. */
export function SavedLine() {
  const { saved } = useDesk().drafts
  return <span className="ik-saved">{saved ? <SavedNote {...saved} /> : '每 2 秒自动保存到服务器'}</span>
}
