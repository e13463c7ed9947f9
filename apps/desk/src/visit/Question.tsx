import { KeyCap } from '@huying/ui'
import type { Choice } from './answers.ts'

interface QuestionProps {
  label: string
  /** What is said. */
  say: string
  choices: readonly Choice[]
  chosen: readonly string[]
  /** It is the one that digits answer now. */
  active: boolean
  multiple?: boolean
  onChoose: (code: string) => void
}

/** One question with its answers; the digits stand on them while it is its turn. */
export function Question({ label, say, choices, chosen, active, multiple, onChoose }: QuestionProps) {
  return (
    <div className={active ? 'vs-question vs-active' : 'vs-question'}>
      <p>
        <b>{label}</b>
        <span>{say}</span>
      </p>
      <div className="vs-choices" role="group" aria-label={label}>
        {choices.map(({ digit, code, label: word }) => (
          <button
            key={digit}
            type="button"
            className="vs-choice"
            aria-pressed={chosen.includes(code)}
            onMouseDown={(event) => event.preventDefault()}
            onClick={() => onChoose(code)}
          >
            {active && <KeyCap>{digit}</KeyCap>}
            {word}
          </button>
        ))}
        {multiple && <span className="hy-mute">可多选</span>}
      </div>
    </div>
  )
}
