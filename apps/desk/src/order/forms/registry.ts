/** Every command of an order that people give: its form, its key, where it stands. The words on the buttons come with the server's offers. */
import type { ComponentType } from 'react'
import * as centre from './ofCentre.ts'
import * as level from './ofLevel.ts'
import * as unit from './ofUnit.ts'
import { ReplyForm } from './ReplyForm.tsx'
import type { FormProps, FormSpec } from './spec.ts'

export interface Act {
  command: string
  /** One letter, shown on the button. */
  keyCap?: string
  spec?: FormSpec
  /** A form of its own, written beside what is being answered. */
  Beside?: ComponentType<FormProps>
  /** Stands under 其他操作. */
  rare?: boolean
  danger?: boolean
  wide?: boolean
  title?: string
}

/** In the order in which they are wanted; the first that is offered is the main button. */
export const ACTS: readonly Act[] = [
  { command: 'sign', keyCap: 'S' },
  { command: 'approve', keyCap: 'A', spec: level.approveForm, wide: true },
  { command: 'file_approval', keyCap: 'F', spec: level.fileApprovalForm, wide: true },
  { command: 'review', keyCap: 'A', spec: level.reviewForm, wide: true },
  { command: 'rule_return', keyCap: 'R', spec: level.ruleReturnForm, wide: true },
  { command: 'give_ruling', keyCap: 'G', spec: level.giveRulingForm, wide: true },
  { command: 'rule_extension', keyCap: 'X', spec: level.ruleExtensionForm },
  { command: 'rule_pause', keyCap: 'W', spec: level.rulePauseForm },
  { command: 'rule_unreasonable', spec: centre.ruleUnreasonableForm },
  { command: 'dispatch', keyCap: 'D', spec: centre.dispatchForm },
  { command: 'claim', keyCap: 'Q' },
  { command: 'reply', keyCap: 'E', Beside: ReplyForm },
  { command: 'contact_citizen', keyCap: 'L', spec: unit.contactForm, wide: true },
  { command: 'report_progress', keyCap: 'P', spec: unit.progressForm },
  { command: 'sub_dispatch', keyCap: 'B', spec: unit.subDispatchForm },
  { command: 'continue', title: '等待已经结束，时限接着计算' },
  { command: 'request_extension', keyCap: 'Y', spec: unit.extensionForm },
  { command: 'request_return', keyCap: 'T', spec: unit.returnForm, wide: true },
  { command: 'request_ruling', spec: unit.rulingRequestForm },
  { command: 'pause', spec: unit.pauseForm },
  { command: 'redispatch', spec: level.redispatchForm, rare: true },
  { command: 'recall', rare: true, title: '未签收的承办单，或本人已提交、尚未审核的答复' },
  { command: 'hand_on', spec: unit.handOnForm, rare: true },
  { command: 'waive', spec: centre.waiveForm, rare: true },
  { command: 'claim_unreasonable', spec: unit.unreasonableForm, rare: true },
  { command: 'mark', spec: centre.markForm, rare: true },
  { command: 'unmark', spec: centre.unmarkForm, rare: true },
  { command: 'merge', spec: centre.mergeForm, rare: true },
  { command: 'split', spec: centre.splitForm, rare: true },
  { command: 'correct', spec: centre.correctForm, rare: true },
  { command: 'release', rare: true },
  { command: 'archive', spec: centre.archiveForm },
  { command: 'reopen', spec: centre.reopenForm, rare: true },
  { command: 'void', spec: centre.voidForm, rare: true, danger: true },
]
