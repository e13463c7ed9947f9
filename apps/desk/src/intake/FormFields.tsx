import { Segmented } from '@huying/ui'
import { Input } from 'antd'
import { readCount } from './count.ts'
import { useCatalogue } from '../session.tsx'
import { useDesk } from './DeskContext.ts'
import { Entry, FactEntry, TextEntry } from './Entry.tsx'
import { extraFacts, titleOf } from './form.ts'
import { MatterFields } from './MatterFields.tsx'
import { nowInstant, phoneText } from './moments.ts'
import { PlaceField } from './PlaceField.tsx'
import { SavedLine } from './SavedLine.tsx'
import { sinceNote } from './since.ts'

const KINDS = [
  { value: 'female', label: '女士' },
  { value: 'male', label: '先生' },
  { value: 'firm', label: '企业' },
] as const
const URGENCIES = [
  { value: 'normal', label: '一般' },
  { value: 'urgent', label: '紧急' },
  { value: 'major', label: '重大民生紧急' },
] as const
const SHARES = [
  { value: 'yes', label: '提供号码' },
  { value: 'no', label: '不提供' },
] as const

/** 诉求登记, in the order of a call: who, what, where, since when, how many, what is wanted, then type and matter. */
export function FormFields() {
  const { work, required } = useDesk()
  const { form } = work
  return (
    <>
      <div className="ik-grid">
        <Person />
        {form.kind === 'firm' && <TextEntry field="company" label="企业名称" max={100} />}
      </div>
      <Content />
      <PlaceField />
      <div className="ik-grid">
        <TextEntry
          field="since"
          label="发生时间"
          max={40}
          aside={<small className="ik-aside">{sinceNote(form.since, nowInstant())}</small>}
        />
        <Affected />
        <TextEntry field="wants" label="希望结果" max={300} />
        <Title />
        <MatterFields />
        {extraFacts(form, required).map((code) => (
          <FactEntry key={code} code={code} />
        ))}
        <SuperiorDue />
        <Urgency />
        <Share />
      </div>
    </>
  )
}

function Person() {
  const { work, patch, callNumber } = useDesk()
  const { form } = work
  const kind = form.kind === 'firm' ? 'firm' : form.sex
  const setKind = (value: (typeof KINDS)[number]['value']) => patch(value === 'firm' ? { kind: 'firm' } : { kind: 'person', sex: value })
  return (
    <>
      <TextEntry
        field="name"
        label={form.kind === 'firm' ? '联系人' : '诉求人'}
        max={60}
        aside={
          <>
            <span className="hy-hidden" id="ik-kind-label">
              称呼
            </span>
            <Segmented choices={KINDS} value={kind} onChange={setKind} aria-labelledby="ik-kind-label" />
          </>
        }
      />
      <TextEntry
        field="contactNumber"
        label="联系号码"
        max={40}
        error={wrongNumber(form.contactNumber)}
        aside={form.contactNumber && form.contactNumber === callNumber && <small className="ik-aside">即来电号码</small>}
      />
    </>
  )
}

/** Mobile numbers have 11 digits; a number written wrongly is a person nobody reaches. */
function wrongNumber(number: string) {
  const digits = number.replace(/[\s-]/g, '')
  if (!/^1\d+$/.test(digits) || digits.length === 11 || digits.length < 6) return undefined
  const off = digits.length - 11
  return { what: `号码${off < 0 ? `少 ${-off}` : `多 ${off}`} 位。`, todo: `手机号码为 11 位，现为 ${phoneText(digits)}。` }
}

function Content() {
  const { work, patch } = useDesk()
  return (
    <div className="ik-content">
      <Entry field="content" label="内容" hint={<SavedLine />}>
        {(control) => (
          <Input.TextArea
            {...control}
            maxLength={4000}
            value={work.form.content}
            onChange={(event) => patch({ content: event.target.value })}
          />
        )}
      </Entry>
    </div>
  )
}

/** 上级平台时限: asked only where the request was handed down; the earlier one holds. */
function SuperiorDue() {
  const { work, line, patch } = useDesk()
  const { channels } = useCatalogue()
  const channel = (work.origin ?? line)?.channel
  if (!channels.find(({ code }) => code === channel)?.superior) return null
  return (
    <Entry field="superiorDue" label="上级时限">
      {(control) => (
        <input
          {...control}
          className="hy-input"
          type="datetime-local"
          value={work.form.superiorDue ?? ''}
          onChange={({ target }) => patch({ superiorDue: target.value || undefined })}
        />
      )}
    </Entry>
  )
}

function Title() {
  const { work, patch } = useDesk()
  const { form } = work
  return (
    <Entry field="title" label="标题" aside={form.title === undefined && form.content && <small className="ik-aside">自动</small>}>
      {(control) => (
        <Input
          {...control}
          autoComplete="off"
          maxLength={60}
          value={form.title ?? titleOf(form)}
          onChange={(event) => patch({ title: event.target.value })}
        />
      )}
    </Entry>
  )
}

const countFault = (value: string) =>
  value.trim() && !readCount(value) ? { what: '请写数字', todo: '如 120、约 120 户、七八家。' } : undefined

function Affected() {
  const { form } = useDesk().work
  return (
    <div className={form.askAlike ? 'ik-pair' : undefined}>
      <TextEntry field="affected" label="影响户数" max={20} error={countFault(form.affected)} />
      {form.askAlike && <TextEntry field="alike" label="同样情况" max={20} error={countFault(form.alike)} />}
    </div>
  )
}

function Urgency() {
  const { work, patch } = useDesk()
  return (
    <Entry field="urgency" label="紧急程度" group>
      {(control) => <Segmented {...control} choices={URGENCIES} value={work.form.urgency} onChange={(urgency) => patch({ urgency })} />}
    </Entry>
  )
}

/** 向单位: whether the unit may have the number. Confidential people are never shown to a unit. */
function Share() {
  const { work, patch } = useDesk()
  const { confidential, share } = work.form
  const why = confidential ? '已要求保密' : undefined
  return (
    <Entry field="share" label="向单位" group aside={<Secret />}>
      {(control) => (
        <Segmented
          {...control}
          choices={SHARES.map((choice) => ({ ...choice, disabled: confidential, title: why }))}
          value={confidential || share === false ? 'no' : share ? 'yes' : undefined}
          onChange={(value) => patch({ share: value === 'yes' })}
        />
      )}
    </Entry>
  )
}

function Secret() {
  const { work, patch } = useDesk()
  return (
    <label className="dk-tick">
      <input type="checkbox" checked={work.form.confidential} onChange={(event) => patch({ confidential: event.target.checked })} />
      保密
    </label>
  )
}
