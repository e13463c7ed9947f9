import { ErrorLine, Field, LoadingRows, MissingBar, PinyinPicker, SavedNote, Segmented, useKeys } from '@huying/ui'
import { Button } from 'antd'
import { useId } from 'react'
import { refusalLine } from '../../api.ts'
import { FilePick } from '../files/FilePick.tsx'
import { useCatalogue } from '../../session.tsx'
import { RESOLUTION_WORDS } from '../../words.ts'
import type { AssignmentState } from '../types.ts'
import { plainOptions, type FormProps } from './spec.ts'
import { useCommand } from './useCommand.ts'
import { type ReplyDraft, useReplyDraft, useStoredReply } from './useReplyDraft.ts'

const YES_NO = [
  { value: 'yes', label: '属实' },
  { value: 'no', label: '不属实' },
]
const RESOLUTIONS = plainOptions(RESOLUTION_WORDS).map(({ code, label }) => ({ value: code, label }))
/** These say that something is left, so they say why. */
const LEFT = new Set(['partly', 'explained', 'unsolved'])

/** 提交办结: the text the person gets and the account kept inside, apart; written beside what is being answered and saved as one writes. */
export function ReplyForm(props: FormProps) {
  const no = props.offers[0]?.assignment
  const assignment = props.order.state.assignments.find((one) => one.no === no)
  return assignment ? <Loading key={`${props.order.id} ${no}`} {...props} assignment={assignment} /> : null
}

type Of = FormProps & { assignment: AssignmentState }

function Loading(props: Of) {
  const stored = useStoredReply(props.order.id, props.assignment.no)
  return stored ? <Writing {...props} stored={stored} /> : <LoadingRows rows={4} />
}

interface Lack {
  id: string
  label: string
}

function lacking(values: ReplyDraft, id: string, needsPlan: boolean): Lack[] {
  const at = (key: string, label: string, there: unknown) => (there ? [] : [{ id: `${id}-${key}`, label }])
  return [
    ...at('public', '答复诉求人', values.public.trim()),
    ...at('internal', '办理情况', values.internal.trim()),
    ...at('isTrue', '是否属实', values.isTrue),
    ...at('solved', '解决状态', values.solved),
    ...(LEFT.has(values.solved ?? '') ? at('unsolvedReason', '原因', values.unsolvedReason) : []),
    ...(needsPlan ? at('plan', '重办方案', values.plan.trim()) : []),
  ]
}

function Writing({ order, assignment, onDone, onClose, stored }: Of & { stored: NonNullable<ReturnType<typeof useStoredReply>> }) {
  const words = useCatalogue()
  const id = useId()
  const { values, change, saved, forget } = useReplyDraft(order.id, assignment.no, stored, beforeOf(assignment))
  const { busy, fault, send } = useCommand(order.id, 'reply')
  const needsPlan = assignment.round > 1 && assignment.parent === undefined
  const lacks = lacking(values, id, needsPlan)
  const barred = order.barred.find(({ command, assignment: no }) => command === 'reply' && no === assignment.no)
  const at = (field: string) => (fault?.field === field ? fault.line : undefined)
  const isMissing = (key: string) => lacks.some((one) => one.id === `${id}-${key}`)

  const submit = async () => {
    if (lacks.length > 0 || barred || busy) return
    if (!(await send(() => inputOf(values, assignment.no, needsPlan)))) return
    await forget()
    await onDone()
    onClose()
  }
  useKeys({ 'Ctrl+Enter': () => void submit() })
  const area = (key: 'public' | 'internal' | 'plan', label: string, rows: number, max: number, hint?: string) => (
    <Field
      id={`${id}-${key}`}
      label={label}
      stacked
      missing={isMissing(key)}
      error={at(key)}
      submitted
      hint={hint}
      aside={key === 'public' && saved ? <SavedNote {...saved} /> : undefined}
    >
      {(control) => (
        <textarea
          {...control}
          className="hy-input or-write"
          rows={rows}
          maxLength={max}
          value={values[key]}
          onChange={(event) => change({ [key]: event.target.value })}
        />
      )}
    </Field>
  )
  return (
    <form
      className="dk-form or-reply"
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <div className="dk-form-body">
        <LastSentBack order={order} assignment={assignment} />
        {area('public', '答复诉求人', 6, 2000, '诉求人看到的原文；不写内部流程和他人信息')}
        {area('internal', '办理情况', 4, 4000, '只供内部审核和存档，诉求人看不到')}
        {needsPlan && area('plan', '重办方案', 3, 2000, '与上次不同的措施')}
        <Field id={`${id}-isTrue`} label="是否属实" group missing={isMissing('isTrue')}>
          {(control) => <Segmented {...control} choices={YES_NO} value={values.isTrue} onChange={(isTrue) => change({ isTrue })} />}
        </Field>
        <Field id={`${id}-solved`} label="解决状态" group stacked missing={isMissing('solved')} error={at('solved')} submitted>
          {(control) => <Segmented {...control} choices={RESOLUTIONS} value={values.solved} onChange={(solved) => change({ solved })} />}
        </Field>
        {LEFT.has(values.solved ?? '') && (
          <Field id={`${id}-unsolvedReason`} label="原因" missing={isMissing('unsolvedReason')} error={at('unsolvedReason')} submitted>
            {(control) => (
              <PinyinPicker
                {...control}
                options={words.reasons.unsolved}
                value={values.unsolvedReason}
                onChange={(unsolvedReason) => change({ unsolvedReason })}
              />
            )}
          </Field>
        )}
        <Field label="附件" group stacked>
          {(control) => (
            <FilePick order={order.id} value={values.attachments} onChange={(attachments) => change({ attachments })} control={control} />
          )}
        </Field>
        {fault && !['public', 'internal', 'plan', 'solved', 'unsolvedReason'].includes(fault.field ?? '') && <ErrorLine {...fault.line} />}
        {barred && <ErrorLine tone="note" {...refusalLine(barred.refusal)} code={undefined} />}
      </div>
      <MissingBar missing={lacks} complete={assignment.signing === 'none' ? '' : '提交后送单位领导签批'}>
        <Button onClick={onClose}>收起</Button>
        <Button type="primary" htmlType="submit" disabled={lacks.length > 0 || barred !== undefined || busy} title="Ctrl Enter">
          {assignment.signing === 'none' || assignment.feedbackFirst ? '提交办结' : '送签批'}
        </Button>
      </MissingBar>
    </form>
  )
}

/** What was sent back is put right, not written anew. */
function beforeOf({ replies }: AssignmentState): Partial<ReplyDraft> {
  const last = replies.at(-1)
  if (!last) return {}
  const { internal, solved, unsolvedReason, plan, outOfDuty, attachments } = last
  return {
    ...{ public: last.public, internal, solved, unsolvedReason },
    ...{ isTrue: last.isTrue ? 'yes' : 'no', plan: plan ?? '', outOfDuty: outOfDuty ?? '', attachments: attachments ?? [] },
  }
}

/** What was wrong with the last one stands above the new one; in a redo, the answer that may not be given again. */
function LastSentBack({ order, assignment }: Pick<Of, 'order' | 'assignment'>) {
  const { reasonName } = useCatalogue()
  const said = assignment.sentBack.at(-1)
  const declined = order.timeline.findLast((line) => line.type === 'declined' && line.body.assignment === assignment.no)
  const why =
    assignment.stage === 'sent_back' && said
      ? [reasonName('review', said.reason), said.why].filter(Boolean).join('：')
      : assignment.replies.length > 0 && declined?.type === 'declined'
        ? declined.body.why
        : undefined
  const earlier = order.state.assignments
    .filter(({ round }) => round < assignment.round)
    .flatMap(({ replies }) => replies)
    .at(-1)
  return (
    <>
      {why && <ErrorLine tone="note" what={`上次被退回：${why}`} />}
      {earlier && (
        <dl className="dk-asked">
          <div>
            <dt>上次答复（不能原样再交）</dt>
            <dd>{earlier.public}</dd>
          </div>
        </dl>
      )}
    </>
  )
}

function inputOf(values: ReplyDraft, assignment: number, needsPlan: boolean): object {
  const { outOfDuty, attachments, solved, unsolvedReason } = values
  return {
    assignment,
    isTrue: values.isTrue === 'yes',
    solved,
    internal: values.internal.trim(),
    public: values.public.trim(),
    ...(LEFT.has(solved ?? '') ? { unsolvedReason } : {}),
    ...(needsPlan ? { plan: values.plan.trim() } : {}),
    ...(outOfDuty.trim() ? { outOfDuty: outOfDuty.trim() } : {}),
    ...(attachments.length > 0 ? { attachments } : {}),
  }
}
