import { cx } from './fold.ts'

export interface SavedNoteProps {
  state: 'saved' | 'saving' | 'kept' | 'away' | 'failed'
  /** Of the last time it was saved: 09:08. */
  at?: string
}

/** Beside a field: what has become of the text. No toast. */
export function SavedNote({ state, at }: SavedNoteProps) {
  const words = {
    saved: `已自动保存${at ? ` ${at}` : ''}`,
    saving: '保存中',
    kept: `网络中断，保留在本页${at ? `；上次保存 ${at}` : ''}`,
    away: `系统正在恢复，保留在本页，稍后自动保存${at ? `；上次保存 ${at}` : ''}`,
    failed: `没有保存${at ? `；上次保存 ${at}` : ''}`,
  }
  return <span className={cx('hy-saved', state === 'failed' && 'hy-saved-failed')}>{words[state]}</span>
}
