/** Who writes, how to reach him, and who may know. */
import { TextBlock } from '../parts/Block.tsx'
import { Choices } from '../parts/Choices.tsx'
import { type Form, idOf } from './form.ts'

export const KINDS = [
  { code: 'person', label: '个人' },
  { code: 'firm', label: '企业或个体户' },
]
export const CONFIDENTIAL = [
  { code: 'no', label: '不需要' },
  { code: 'yes', label: '请保密' },
]
export const SHARE = [
  { code: 'yes', label: '可以' },
  { code: 'no', label: '不可以' },
]

export function PersonQuestions({ form }: { form: Form }) {
  const { draft, set, errorOf, leave } = form
  return (
    <>
      <Choices
        id="write-kind"
        label="您是以个人还是企业的名义反映？"
        choices={KINDS}
        value={draft.kind}
        onValue={(kind) => set({ kind: kind === 'firm' ? 'firm' : 'person' })}
      />
      {draft.kind === 'firm' && <FirmQuestions form={form} />}
      <TextBlock
        id={idOf('name')}
        label="怎么称呼您？"
        optional
        error={errorOf('name')}
        autoComplete="name"
        value={draft.name}
        onValue={(name) => set({ name })}
        onBlur={() => leave('name')}
      />
      <TextBlock
        id={idOf('phone')}
        label="联系您的号码"
        tip="用来向您核实情况、告诉您办理结果。"
        error={errorOf('phone')}
        type="tel"
        autoComplete="tel"
        value={draft.phone}
        onValue={(phone) => set({ phone })}
        onBlur={() => leave('phone')}
      />
      <Choices
        id="write-confidential"
        label="需要为您的身份保密吗？"
        tip="选“请保密”，您的姓名和号码不会告诉办理单位。"
        choices={CONFIDENTIAL}
        value={draft.confidential}
        onValue={(code) => set({ confidential: code === 'yes' ? 'yes' : 'no' })}
      />
      {draft.confidential === 'no' && (
        <Choices
          id={idOf('share')}
          label="可以把号码告诉办理单位吗？"
          tip="选“不可以”，由热线工作人员和您联系。"
          error={errorOf('share')}
          choices={SHARE}
          value={draft.share}
          onValue={(code) => set({ share: code === 'yes' ? 'yes' : 'no' })}
        />
      )}
    </>
  )
}

function FirmQuestions({ form }: { form: Form }) {
  const { draft, set, errorOf, leave } = form
  return (
    <>
      <TextBlock
        id={idOf('company')}
        label="企业名称"
        error={errorOf('company')}
        autoComplete="organization"
        value={draft.company}
        onValue={(company) => set({ company })}
        onBlur={() => leave('company')}
      />
      <TextBlock
        id={idOf('creditCode')}
        label="统一社会信用代码"
        optional
        tip="营业执照上的 18 位数字和字母。"
        error={errorOf('creditCode')}
        autoComplete="off"
        autoCapitalize="characters"
        value={draft.creditCode}
        onValue={(creditCode) => set({ creditCode })}
        onBlur={() => leave('creditCode')}
      />
    </>
  )
}
