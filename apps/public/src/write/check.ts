/** What is still missing in a draft, or written in a way that cannot be taken. The server checks again. */
import { digitsOf, toPhone } from '../words/numbers.ts'
import { lengthOf } from '../words/title.ts'
import { type Draft, type Field, titleOf } from './draft.ts'

export interface Fault {
  field: Field
  /** Short name for the list at the foot (还缺 2 项). */
  name: string
  message: string
  /** Not given yet, in contrast to given wrongly: said only when somebody wants to go on. */
  missing: boolean
}

export const NAMES: Record<Field, string> = {
  content: '要反映的事',
  title: '标题',
  type: '类型',
  category: '属于哪一类',
  place: '地点',
  since: '从什么时候开始',
  count: '影响多少人',
  wants: '希望的结果',
  photos: '照片',
  company: '企业名称',
  creditCode: '统一社会信用代码',
  name: '称呼',
  phone: '联系号码',
  share: '是否告诉办理单位号码',
}

export function check(draft: Draft): Fault[] {
  const faults: Fault[] = []
  const missing = (field: Field, message: string) => faults.push({ field, name: NAMES[field], message, missing: true })
  const wrong = (field: Field, message: string) => faults.push({ field, name: NAMES[field], message, missing: false })
  const short = (field: Field, text: string, most: number) => {
    if (lengthOf(text.trim()) > most) wrong(field, `写了 ${lengthOf(text.trim())} 个字，最多 ${most} 个字，请缩短`)
  }

  if (!draft.content.trim()) missing('content', '请写清您要反映什么事')
  short('content', draft.content, 4000)
  if (draft.content.trim() && !titleOf(draft)) missing('title', '请写一个标题')
  short('title', titleOf(draft), 60)
  if (!draft.type) missing('type', '请选一种')
  if (!draft.category) missing('category', '请选一类；选不准的，可以选“其他”')
  if (!draft.county && !draft.place.trim()) missing('place', '请选择区县，或者写明地点')
  short('place', draft.place, 300)
  short('since', draft.since, 60)
  if (draft.count.trim() && !/^\d{1,6}$/.test(digitsOf(draft.count))) wrong('count', '请写数字，例如 30')
  short('wants', draft.wants, 300)
  if (draft.kind === 'firm') {
    if (!draft.company.trim()) missing('company', '请写企业名称')
    short('company', draft.company, 100)
    if (draft.creditCode.trim() && !/^[0-9A-HJ-NPQRTUWXY]{18}$/.test(creditCodeOf(draft))) {
      wrong('creditCode', '统一社会信用代码是 18 位数字和字母，请对照营业执照检查')
    }
  }
  short('name', draft.name, 60)
  if (!draft.phone.trim()) missing('phone', '请写联系您的号码')
  else if (!toPhone(draft.phone)) wrong('phone', '号码不对：手机号是 11 位，固定电话请带上区号')
  if (draft.confidential === 'no' && !draft.share) missing('share', '请选一项')
  return faults
}

export const creditCodeOf = (draft: Draft): string => draft.creditCode.replace(/\s/g, '').toUpperCase()
