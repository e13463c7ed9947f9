import { Fragment } from 'react'

export interface KeyCapProps {
  /** 'F9', '空格', 'Ctrl K'. */
  children: string
}

/** The key that does the same as the button it stands on (键帽). */
export function KeyCap({ children }: KeyCapProps) {
  return <kbd className="hy-kbd">{children}</kbd>
}

export interface KeyLineProps {
  items: readonly { keys: readonly string[]; label: string }[]
  note?: string
}

/** The keys of a list page, in one line at its foot. */
export function KeyLine({ items, note = '输入法打字时快捷键不生效' }: KeyLineProps) {
  return (
    <div className="hy-keyline">
      {items.map(({ keys, label }) => (
        <span key={label}>
          {keys.map((key) => (
            <Fragment key={key}>
              <KeyCap>{key}</KeyCap>{' '}
            </Fragment>
          ))}
          {label}
        </span>
      ))}
      <span className="hy-keyline-note">{note}</span>
    </div>
  )
}
