import type { ReactNode } from 'react'

/** Plain words, or a fact from the form that can be put right by clicking it. */
export type ReadBackPart = string | { text: string; onEdit?: () => void }

export interface ReadBackProps {
  /** 请复述给诉求人 */
  title: string
  note?: string
  parts: readonly ReadBackPart[]
  /** Below the text: what to do when the person corrects it. */
  children?: ReactNode
}

/** Text that an agent reads aloud (复述): large, facts underlined, the opening quote hanging. */
export function ReadBack({ title, note, parts, children }: ReadBackProps) {
  return (
    <section className="hy-say" aria-label={title}>
      <header>
        <h2>{title}</h2>
        {note && <span>{note}</span>}
      </header>
      <p>“{parts.map((part, index) => (typeof part === 'string' ? part : <Fact key={index} {...part} />))}”</p>
      {children && <div className="hy-say-more">{children}</div>}
    </section>
  )
}

/** A real button cannot break across lines, so a fact is text that acts like one; a short one stays in one piece. */
function Fact({ text, onEdit }: { text: string; onEdit?: () => void }) {
  const whole = text.length <= 10 ? 'hy-whole' : undefined
  if (!onEdit) return <b className={whole}>{text}</b>
  return (
    <b
      className={whole}
      role="button"
      tabIndex={0}
      title="点击修改"
      onClick={onEdit}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' && event.key !== ' ') return
        event.preventDefault()
        onEdit()
      }}
    >
      {text}
    </b>
  )
}
