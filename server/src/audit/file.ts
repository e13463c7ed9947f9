/** 审计记录 as a file: the lines of the page with its filters, on record itself. */
import { formatInstant } from '@huying/core/calendar'
import type { Sheet } from '../export/sheet.ts'
import { AUDIT_KINDS } from './note.ts'
import type { Shown } from './list.ts'

export const RECORDS: Sheet = {
  name: '审计记录',
  columns: [
    ['时间', 17],
    ['种类', 16],
    ['结果', 8],
    ['人员', 14],
    ['账号', 18],
    ['岗位', 14],
    ['对象', 20],
    ['来源地址', 16],
    ['内容', 80],
  ],
}

export const recordLine = ({ at, kind, refused, name, login, postLabel, about, address, detail }: Shown): string[] => [
  formatInstant(at),
  AUDIT_KINDS[kind as keyof typeof AUDIT_KINDS] ?? kind,
  refused ? '未成' : '成功',
  name ?? '',
  login ?? '',
  postLabel,
  about ?? '',
  address ?? '',
  JSON.stringify(detail),
]
