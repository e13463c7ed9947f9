/** Texts that the agent reads aloud. Outside words only (terms.md 8, 11): 您反映的问题, never 工单, 退单, 重办. */
import { type ReadBackPart, spokenNumber } from '@huying/ui'
import { countWords, readCount } from './count.ts'
import { type FieldKey, type Form, titleOf } from './form.ts'
import { nowInstant, phoneText, spokenDay } from './moments.ts'
import type { Matter, MatterState, OrderSeen, Preview } from './server.ts'
import { readSince } from './since.ts'
import type { Done } from './view.ts'

/** Longer contents are read back by their title: the agent has heard the rest and it is stored whole. */
const LONGEST_READ = 160

/** 周女士; the full name where neither 先生 nor 女士 is known. */
export function addressOf({ kind, name, sex }: Pick<Form, 'kind' | 'name' | 'sex'>): string {
  const plain = name.trim()
  if (kind === 'firm' || !sex) return plain
  const surname = /^(欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|司徒|夏侯|令狐)/.exec(plain)?.[0] ?? [...plain][0] ?? ''
  return `${surname}${sex === 'male' ? '先生' : '女士'}`
}

/** 请复述给诉求人. Every fact can be put right by clicking it. */
export function readBackParts(
  form: Form,
  place: string,
  callNumber: string,
  preview: Preview | undefined,
  edit: (key: FieldKey) => void,
): ReadBackPart[] {
  const fact = (text: string, key: FieldKey): ReadBackPart => ({ text, onEdit: () => edit(key) })
  const name = addressOf(form)
  const where = [place, form.place.trim() && !place.endsWith(form.place.trim()) ? form.place.trim() : ''].join('')
  const content = form.content.trim().replace(/[。；，\s]+$/, '')
  const affected = readCount(form.affected)
  const alike = form.askAlike ? readCount(form.alike) : undefined
  const number = form.contactNumber.trim()
  // What the content says already is not said twice.
  const told = (words: string) => content.replace(/\s/g, '').includes(words.replace(/\s/g, ''))
  const wants = form.wants.trim().replace(/[。；，]+$/, '')
  return [
    name ? `${name}，您反映的是：` : '您反映的是：',
    ...(where && !told(where) ? [fact(`${where}${form.room.trim()}`, 'region'), '，'] : []),
    fact(content.length > LONGEST_READ ? titleOf(form) : content, 'content'),
    '。',
    ...(form.since.trim() ? ['时间是', fact(sinceSpoken(form.since), 'since'), '，'] : []),
    ...(affected ? ['影响', fact(countWords(affected), 'affected'), '，'] : []),
    ...(alike ? ['同样情况还有', fact(countWords(alike), 'alike'), '，'] : []),
    ...(wants && !told(wants) ? ['您希望', fact(wants, 'wants'), '。'] : []),
    ...nextSteps(preview),
    ...(number && number.replace(/\D/g, '') !== callNumber.replace(/\D/g, '')
      ? ['联系您的号码是', fact(phoneText(number), 'contactNumber'), '。']
      : []),
    ...consent(form, fact),
    '请问是这样吗？',
  ]
}

/** 上周日 is read back as the day it means. */
function sinceSpoken(text: string): string {
  const day = readSince(text, nowInstant())
  const plain = text.trim()
  return day === undefined || /\d+\s*月/.test(plain) ? plain : `${plain}，也就是 ${spokenDay(day * 86_400_000)}`
}

function nextSteps(preview: Preview | undefined): ReadBackPart[] {
  const unit: ReadBackPart[] = preview?.unit ? ['我们将转交', { text: preview.unit.name }, '办理'] : ['我们将转交负责的单位办理']
  return [...unit, ...(preview?.due ? ['，预计 ', { text: spokenDay(preview.due) }, '前答复您。'] : ['，办理情况会答复您。'])]
}

function consent(form: Form, fact: (text: string, key: FieldKey) => ReadBackPart): ReadBackPart[] {
  if (form.confidential) return ['您的姓名和号码', fact('不会告知', 'share'), '办理单位。']
  if (form.share === undefined) return ['您的号码', fact('将提供', 'share'), '给办理单位，方便与您联系。']
  return ['您的号码', fact(form.share ? '可以' : '不会', 'share'), '提供给办理单位。']
}

export interface MatterTold {
  state?: MatterState
  order?: OrderSeen['state']
}

/** The unit that has it now: the lead of the last round. */
export function unitNow(order: OrderSeen['state'] | undefined): string | undefined {
  const leads = order?.assignments.filter((a) => a.role === 'lead') ?? []
  return leads.sort((a, b) => b.round - a.round)[0]?.unit
}

/** 查询进度: where the matter stands, in the words for the person. */
export function progressSay(matter: Matter, { state, order }: MatterTold, unitName: (code: string) => string): string {
  const stage = state?.stage ?? matter.stage
  const due = (state?.answerBy ?? matter.answerBy)?.due
  const before = due ? `，预计 ${spokenDay(due)}前答复您` : ''
  const about = `您反映的“${matter.title}”`
  const answer = state?.reply?.text ?? state?.answer?.text ?? matter.reply
  switch (stage) {
    case 'pending':
      return `${about}已经收到，正在审核，受理后按时答复您。`
    case 'registered':
      return `${about}已经受理，正在安排负责的单位${before}。`
    case 'linked':
      return underWay(about, state, order, before, unitName)
    case 'replied':
    case 'answered':
    case 'closed':
    case 'archived':
      return answer ? `${about}已有办理结果：${answer}` : `${about}已经办结。`
    case 'refused':
      return `${about}应通过其他渠道办理${state?.refusal ? `：${state.refusal.told}` : ''}。`
    case 'transferred':
      return `${about}已转接${state?.transfer?.to ?? '有关部门'}。`
    case 'withdrawn':
      return `${about}已按您的要求撤回。`
    default:
      return `${about}已有记录。`
  }
}

function underWay(
  about: string,
  state: MatterState | undefined,
  order: OrderSeen['state'] | undefined,
  before: string,
  unitName: (code: string) => string,
): string {
  const unit = unitNow(order)
  if (!unit) return `${about}已经受理，正在转交负责的单位${before}。`
  const mine = order?.assignments.filter((a) => a.unit === unit) ?? []
  const talked = mine
    .flatMap((a) => a.contacts)
    .filter((c) => c.result === 'connected')
    .at(-1)
  const told = mine
    .flatMap((a) => a.progress)
    .filter((p) => p.tell)
    .at(-1)
  const redone = (state?.rounds ?? 0) > 1 ? '，已要求重新办理' : ''
  return [
    `${about}已转交${unitName(unit)}办理${redone}`,
    talked && `，工作人员 ${spokenDay(talked.at)}和您联系过`,
    told && `，目前进展：${told.text.replace(/[。；，\s]+$/, '')}`,
    `${before}。`,
  ]
    .filter(Boolean)
    .join('')
}

/** 催办: what the caller hears once it is recorded. */
export function urgeSay({ title, answerBy }: Matter): string {
  const before = answerBy ? `，预计 ${spokenDay(answerBy.due)}前答复您` : ''
  return `您反映的“${title}”，我已经为您催办，负责的单位会看到您的来电${before}。`
}

export const withdrawSay = ({ title }: Matter): string => `请确认：您反映的“${title}”不再需要办理了，是吗？撤回之后如需再办，要重新登记。`

export const appendSay = ({ title }: Matter): string => `您补充的内容已经记在“${title}”里，负责的单位会看到，不用重新登记。`

export const rateSay = ({ title }: Matter): string => `您对“${title}”的评价和重新办理的要求已经记录，我们会审核后答复您。`

/** 并入事件: the caller is one more voice of a matter that is being handled. */
export const joinSay = (title: string, unit: string | undefined): string =>
  `您反映的“${title}”我们已经接到，${unit ? `正由${unit}处理` : '正在安排处理'}。现在为您一并登记，请告诉我您的姓名、号码和地址。`

/** 已登记: the number to be told, and what happens next. */
export function doneParts({ outcome, number, queryCode, due }: Done): ReadBackPart[] {
  const told: ReadBackPart[] = ['您的编号是 ', { text: spokenNumber(number) }, ...(queryCode ? ['，查询码 ', { text: queryCode }] : [])]
  switch (outcome.how) {
    case 'forward':
      return [...told, '，可以凭编号和查询码随时查询。', ...(due ? ['预计 ', { text: spokenDay(due) }, '前答复您。'] : [])]
    case 'answer':
      return [outcome.text]
    case 'refuse':
      return ['您反映的事项应通过', { text: outcome.told }, '办理。', ...told, '。']
    case 'transfer':
      return ['现在为您转接', { text: outcome.to }, '，请不要挂断。']
  }
}
