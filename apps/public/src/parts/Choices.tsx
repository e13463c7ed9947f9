/** One of a few: native radio buttons, drawn as boxes to press. */
import type { Choice } from '../catalogue.ts'
import { Group, type Question } from './Block.tsx'

interface Props extends Question {
  choices: readonly Choice[]
  value: string
  onValue: (code: string) => void
  /** Boxes in a row on a phone. */
  columns?: 2 | 3
}

export function Choices({ choices, value, onValue, columns = 2, ...question }: Props) {
  const { id } = question
  return (
    <Group {...question}>
      <div className={columns === 3 ? 'choices three' : 'choices'}>
        {choices.map(({ code, label }, at) => (
          <label key={code} className="choice">
            {/* the first one carries the id, so that an error can lead here */}
            <input
              type="radio"
              id={at === 0 ? id : undefined}
              name={id}
              value={code}
              checked={value === code}
              onChange={() => onValue(code)}
            />
            <span>{label}</span>
          </label>
        ))}
      </div>
    </Group>
  )
}
