import { KeyCap, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useRef } from 'react'
import { useCatalogue } from '../session.tsx'
import {
  type Answers,
  back,
  choose,
  type Choice,
  chosen,
  CONTACTED,
  isBad,
  isComplete,
  type Question as QuestionKey,
  reasonChoices,
  satisfiedChoices,
  SOLVED,
  stepOf,
  toggleReason,
} from './answers.ts'
import { Question } from './Question.tsx'
import { ASK } from './say.ts'
import type { VisitAnswer } from './types.ts'

interface CallFormProps {
  view: VisitAnswer
  answers: Answers
  onAnswers: (answers: Answers) => void
  /** The call is on: keys answer. */
  enabled: boolean
  onSave: () => void
}

/** 是否联系、是否解决、是否满意: a digit each, in their order; then the reason and the person's own words. */
export function CallForm({ view, answers, onAnswers, enabled, onSave }: CallFormProps) {
  const { scale, reasons, unitShort } = useCatalogue()
  const words = useRef<HTMLTextAreaElement>(null)
  const step = stepOf(answers, scale)
  const bad = isBad(answers, scale)
  const complete = isComplete(answers, scale)
  const unit = unitShort(view.state.unit)
  const choices: Record<QuestionKey | 'reasons', readonly Choice[]> = {
    contacted: CONTACTED,
    solved: SOLVED,
    satisfied: satisfiedChoices(scale),
    reasons: reasonChoices(reasons.dissatisfied),
  }
  const turn = step === 'ready' ? (bad ? 'reasons' : undefined) : step
  const answer = (digit: string) => {
    if (!turn) return false
    const choice = choices[turn].find((one) => one.digit === digit)
    if (!choice) return false
    onAnswers(turn === 'reasons' ? toggleReason(answers, choice.code) : choose(answers, turn, choice.code))
    return true
  }
  const save = () => {
    if (complete) onSave()
  }
  useKeys(
    {
      ...Object.fromEntries([...'0123456789'].map((digit) => [digit, () => answer(digit)])),
      Backspace: () => onAnswers(back(answers)),
      B: () => words.current?.focus(),
      Enter: save,
      'Ctrl+Enter': save,
    },
    { enabled },
  )
  const question = (key: QuestionKey, label: string, say: string) => (
    <Question
      label={label}
      say={say}
      choices={choices[key]}
      chosen={[chosen(answers, key) ?? '-']}
      active={enabled && turn === key}
      onChoose={(code) => enabled && onAnswers(choose(answers, key, code))}
    />
  )
  return (
    <>
      <div className={enabled ? 'vs-questions' : 'vs-questions vs-off'}>
        {question('contacted', '是否联系', ASK.contacted(unit))}
        {question('solved', '是否解决', ASK.solved())}
        {question('satisfied', '是否满意', ASK.satisfied(scale.map(({ label }) => label)))}
        {bad && (
          <Question
            label="不满意原因"
            say={ASK.reasons()}
            choices={choices.reasons}
            chosen={answers.reasons}
            active={enabled && turn === 'reasons'}
            multiple
            onChoose={(code) => enabled && onAnswers(toggleReason(answers, code))}
          />
        )}
        <label className="vs-words">
          <span>
            诉求人原话 <KeyCap>B</KeyCap>
          </span>
          <textarea
            ref={words}
            className="hy-input"
            rows={2}
            maxLength={1000}
            disabled={!enabled}
            value={answers.words}
            onChange={(event) => onAnswers({ ...answers, words: event.target.value })}
          />
        </label>
      </div>
      <div className="vs-do">
        <Button type="primary" disabled={!enabled || !complete} onClick={save}>
          记录结果
          <KeyCap>Enter</KeyCap>
        </Button>
        <span className="hy-mute">
          {!enabled ? '开始回访后记录' : bad ? '将提交回访审核' : complete ? '按退格键改上一项' : '未作答的不计满意'}
        </span>
      </div>
    </>
  )
}
