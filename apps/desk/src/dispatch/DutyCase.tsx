import { ErrorLine, Facts, Field, KeyCap, PinyinPicker, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import type { AssignmentState, OrderAnswer } from '../order/types.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { CaseHead, OurSide, PastRulings } from './CaseParts.tsx'
import { NoteForm } from './NoteForm.tsx'
import { useRule } from './useRule.ts'

const BASES = ['职责清单明确由该单位负责', '三定规定明确由该单位负责', '属地管理，由该单位牵头', '经会商，各方同意由该单位主办']

interface DutyCaseProps {
  order: OrderAnswer
  /** 定责, or what the city calls it. */
  word: string
  onSaid: (text: string) => void
}

const disputeOf = ({ state }: OrderAnswer) =>
  state.assignments.find(({ parent, rulings }) => parent === undefined && rulings.some(({ ruled }) => !ruled))

/** One dispute: what the unit says, what we sent it on, what was ruled before, and the ruling. */
export function DutyCase({ order, word, onSaid }: DutyCaseProps) {
  const { unitShort, unitName } = useCatalogue()
  const asked = disputeOf(order)
  const request = asked?.rulings.find(({ ruled }) => !ruled)
  if (!asked || !request) return <p className="hy-empty">这件工单已没有待{word}的申请。</p>
  return (
    <>
      <div className="dp-case-scroll" role="region" aria-label="情况" tabIndex={0}>
        <CaseHead order={order} asked={asked} />
        <div className="dp-sides">
          <section>
            <h3>{unitShort(asked.unit)}的意见</h3>
            <Facts
              items={[
                { label: '争议事项', value: request.text },
                { label: '建议单位', value: request.suggested && unitName(request.suggested) },
                { label: '申请', value: `${request.by}，${momentText(request.at)}` },
              ]}
            />
          </section>
          <OurSide order={order} asked={asked} />
        </div>
        <PastRulings order={order} />
      </div>
      <Decide order={order} asked={asked} suggested={request.suggested} word={word} onSaid={onSaid} />
    </>
  )
}

function Decide({ order, asked, suggested, word, onSaid }: DutyCaseProps & { asked: AssignmentState; suggested?: string }) {
  const { units, unitShort } = useCatalogue()
  const [open, setOpen] = useState(false)
  const [unit, setUnit] = useState<string | undefined>(suggested)
  const [basis, setBasis] = useState('')
  const { one, busy, error } = useRule('give_ruling')
  useKeys({ Y: () => setOpen(true), Escape: () => setOpen(false) })
  const ready = unit !== undefined && basis.trim() !== '' && !busy
  const decide = async () => {
    if (!ready) return
    const said = unit === asked.unit ? `仍由${unitShort(unit)}办理` : `改由${unitShort(unit)}办理`
    const text = `${order.state.number} 已${word}，${said}`
    if (await one(order.id, { assignment: asked.no, unit, basis: basis.trim() }, text)) onSaid(text)
  }
  return (
    <section className="dp-ruling" aria-label={word}>
      {open && (
        <div className="dp-form">
          <Field label="主办单位" missing={!unit} hint={`选${unitShort(asked.unit)}即仍由其办理，时限不变`}>
            {(control) => (
              <PinyinPicker {...control} options={units.filter(({ parent }) => parent === undefined)} value={unit} onChange={setUnit} />
            )}
          </Field>
          <NoteForm label={`${word}依据`} note={basis} onNote={setBasis} phrases={BASES} onSubmit={() => void decide()} />
        </div>
      )}
      {error && <ErrorLine {...error} />}
      <div className="dp-ruling-do">
        {open ? (
          <>
            <Button type="primary" disabled={!ready} onClick={() => void decide()}>
              {word}：{unit ? unitShort(unit) : '请选单位'}
              <KeyCap>Ctrl Enter</KeyCap>
            </Button>
            <Button onClick={() => setOpen(false)}>返回</Button>
          </>
        ) : (
          <Button type="primary" onClick={() => setOpen(true)}>
            作出{word}
            <KeyCap>Y</KeyCap>
          </Button>
        )}
      </div>
    </section>
  )
}
