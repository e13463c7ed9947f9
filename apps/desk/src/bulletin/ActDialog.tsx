import { periodWords } from '@huying/core/bulletin/period'
import { AskForm } from '../form/AskForm.tsx'
import type { Ask } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import type { Step } from './EditionPage.tsx'
import { useEditionAct } from './queries.ts'
import type { EditionAnswer } from './types.ts'

interface Form {
  title: string
  note: string
  button: string
  danger?: boolean
  asks: (edition: EditionAnswer) => readonly Ask[]
  initial?: (edition: EditionAnswer) => Record<string, string>
}

const why = (label: string): Ask => ({ key: 'why', label, kind: 'area', rows: 3, max: 500, required: true })
const FORMS: Readonly<Record<Step, Form>> = {
  begin_check: {
    title: '发起单位核对',
    note: '有明细的单位各收到一项任务，在期限内逐件核对、提出异议；逾期未核对的按机制配置处理。',
    button: '发起核对',
    asks: () => [{ key: 'what', label: '核对要求', kind: 'area', rows: 3, max: 500, required: true }],
    initial: ({ state }) => ({ what: `请核对本单位 ${periodWords(state.period)}通报明细，有异议的在期限内逐件提出，并附佐证材料。` }),
  },
  confirm: { title: '核对完毕', note: '确认后不能再提异议；已提出的异议仍由热线中心裁定。', button: '核对完毕', asks: () => [] },
  finalise: { title: '定稿', note: '系统先逐项勾稽数字与明细，有差额则不能定稿。', button: '定稿', asks: () => [] },
  submit: { title: '送审', note: '系统检查各部分是否齐全、文字中有无个人信息；送审后不能改写。', button: '送审', asks: () => [] },
  issue: { title: '印发', note: '印发后编期号，数字和文字都不再变动；更正另出一版。', button: '批准印发', asks: () => [] },
  send_back: { title: '退回修改', note: '退回后文字可以改写，须重新送审。', button: '退回修改', asks: () => [why('退回原因')] },
  report_leak: {
    title: '登记漏检',
    note: '抽检已印发的通报，发现仍有个人信息的，登记后计入发布人责任。',
    button: '登记漏检',
    asks: ({ sections }) => [
      {
        key: 'section',
        label: '所在部分',
        kind: 'pick',
        required: true,
        options: sections.map(({ code, title }) => ({ code, label: title, initials: '' })),
      },
      { key: 'what', label: '漏检情况', kind: 'area', rows: 3, max: 500, required: true },
    ],
  },
  void: {
    title: '作废',
    note: '未印发的一版作废后可以重新关账；作废的仍可查看。',
    button: '作废',
    danger: true,
    asks: () => [why('作废原因')],
  },
}

/** One step of the whole edition: what it means, and what it asks. */
export function ActDialog({ edition, step, onClose }: { edition: EditionAnswer; step: Step; onClose: () => void }) {
  const { title, note, button, danger, asks, initial } = FORMS[step]
  const act = useEditionAct(edition.id)
  return (
    <Dialog title={title} wide={asks(edition).length > 0} onClose={onClose}>
      <AskForm
        asks={asks(edition)}
        initial={initial?.(edition)}
        button={button}
        danger={danger}
        onClose={onClose}
        send={async (given) => {
          await act(step, given)
          onClose()
        }}
      >
        <p className="hy-second">{note}</p>
      </AskForm>
    </Dialog>
  )
}
