/** Writing: the questions, a look over everything, and the receipt. The address tells the step, so that "back" goes one step back. */
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { asFailure, type Failure, submit, type Ticket } from '../api.ts'
import { useAskBeforeLeaving } from '../browser.ts'
import type { Catalogue } from '../catalogue.ts'
import { FailureNotice } from '../parts/Notice.tsx'
import { Title } from '../parts/Title.tsx'
import { newSubmission, type Submission } from '../submission.ts'
import { fieldOf, toBody } from './body.ts'
import { Done, type Receipt } from './Done.tsx'
import { type Field, isStarted, titleOf } from './draft.ts'
import { type Form, jumpTo, useForm } from './form.ts'
import { MatterQuestions, MoreQuestions } from './Questions.tsx'
import { PersonQuestions } from './PersonQuestions.tsx'
import { Summary } from './Summary.tsx'

const FORM = '#/write'
const CHECK = '#/write/check'

interface Props {
  catalogue: Catalogue
  route: string
  /** Hands a finished one to "follow". */
  onFollow: (ticket: Ticket) => void
}

export function Write({ catalogue, route, onFollow }: Props) {
  const form = useForm()
  const [submission] = useState(() => newSubmission())
  const [receipt, setReceipt] = useState<Receipt>()
  const [kept, setKept] = useState(false)
  const goal = useRef<Field>(undefined)
  const checking = route === 'write/check' && form.faults.length === 0
  useAskBeforeLeaving(receipt ? !kept : isStarted(form.draft))
  useEffect(() => {
    if (checking || receipt || !goal.current) return
    jumpTo(goal.current)
    goal.current = undefined
  }, [checking, receipt])

  const edit = (field: Field) => {
    goal.current = field
    window.location.hash = FORM
  }
  const refused = (field: Field, message: string) => {
    form.refuse(field, message)
    edit(field)
  }
  if (receipt) {
    const another = () => {
      setReceipt(undefined)
      setKept(false)
      form.clear()
      edit('content')
    }
    const follow = () => {
      onFollow({ number: receipt.number, code: receipt.queryCode })
      window.location.hash = '#/follow'
    }
    return <Done receipt={receipt} centre={catalogue.centre} onKept={() => setKept(true)} onFollow={follow} onAnother={another} />
  }
  if (checking) {
    return <Check form={form} catalogue={catalogue} submission={submission} onEdit={edit} onRefused={refused} onReceipt={setReceipt} />
  }
  return <Ask form={form} catalogue={catalogue} />
}

/** Enter in a line, or "Go" on a phone's keyboard, must not end a form that is half filled in. */
function stayOnEnter(event: KeyboardEvent) {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
}

function Ask({ form, catalogue }: { form: Form; catalogue: Catalogue }) {
  const { faults } = form
  const next = (event: FormEvent) => {
    event.preventDefault()
    form.tell()
    const first = faults[0]
    if (first) jumpTo(first.field)
    else window.location.hash = CHECK
  }
  return (
    <form className="sheet" noValidate autoComplete="off" onSubmit={next} onKeyDown={stayOnEnter}>
      <h1 className="unseen">我要反映</h1>
      <MatterQuestions form={form} catalogue={catalogue} />
      <MoreQuestions form={form} catalogue={catalogue} />
      <PersonQuestions form={form} />
      {faults.length > 0 && (
        <p className="lacking">
          还缺 {faults.length} 项：
          {faults.map(({ field, name }) => (
            <button key={field} type="button" className="link" onClick={() => jumpTo(field)}>
              {name}
            </button>
          ))}
        </p>
      )}
      <div className="foot">
        <button type="submit" className="button main wide">
          下一步：核对
        </button>
      </div>
    </form>
  )
}

interface CheckProps {
  form: Form
  catalogue: Catalogue
  /** Lives longer than this step: who goes back, changes nothing and sends again must not register twice. */
  submission: Submission
  onEdit: (field: Field) => void
  onRefused: (field: Field, message: string) => void
  onReceipt: (receipt: Receipt) => void
}

function Check({ form, catalogue, submission, onEdit, onRefused, onReceipt }: CheckProps) {
  const { draft } = form
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  const send = async () => {
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    const body = toBody(draft)
    try {
      const { number, queryCode } = await submit(body, submission.keyFor(body))
      submission.settled()
      onReceipt({ number, queryCode, title: titleOf(draft), at: Date.now(), photos: draft.photos })
    } catch (error) {
      const failed = asFailure(error)
      const field = failed.outcome === 'refused' ? fieldOf(failed.field) : undefined
      if (field) onRefused(field, failed.message)
      else setFailure(failed)
    } finally {
      setBusy(false)
    }
  }
  return (
    <div className="sheet">
      <Title>请核对，没有问题就提交</Title>
      <Summary draft={draft} catalogue={catalogue} onEdit={onEdit} />
      {failure && <FailureNotice failure={failure} kept="您写的内容都还在本页。请直接再提交一次，同一件事不会重复登记。" />}
      <p className="unseen" role="status">
        {busy ? '正在提交' : ''}
      </p>
      <div className="foot">
        <button type="button" className="button main wide" aria-disabled={busy} onClick={send}>
          {busy ? '正在提交' : failure ? '再次提交' : '提交'}
        </button>
      </div>
    </div>
  )
}
