import { KeyLine } from '@huying/ui'

/** Said where a list has more rows than it shows. */
export const CUT = '只列出前 200 件，请用筛选缩小范围'

/** Below a list: what was just done, and the keys. */
export function SaidFoot({ said, keys, more }: { said?: string; keys: { keys: string[]; label: string }[]; more?: boolean }) {
  return (
    <>
      {said && (
        <p className="dp-said" role="status">
          {said}
        </p>
      )}
      <KeyLine items={keys} note={more ? CUT : '输入时快捷键不生效'} />
    </>
  )
}
