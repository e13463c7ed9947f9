import { ClockBadge, type Column, TitleCell } from '@huying/ui'
import type { Catalogue } from '../catalogue.ts'
import { rowBadge } from '../clock.ts'
import { momentText } from '../time.ts'
import { rowOverlays } from '../order/overlays.ts'
import { ASSIGNMENT_WORDS } from '../words.ts'
import type { UnitRow } from './rows.ts'

interface Given {
  words: Catalogue
  now: number
  href: (row: UnitRow) => string
  onGo: (href: string) => void
  /** Whose share it is: shown where rows of several units stand together. */
  withUnit?: boolean
}

/** 未联系 · 未接 2 · 已接通 */
const contactText = ({ contacted_at: reached, tries }: UnitRow): string =>
  reached !== null ? '已联系' : tries > 0 ? `未接 ${tries}` : '未联系'

const RULED: Readonly<Record<keyof UnitRow['ruled'], readonly [yes: string, no: string]>> = {
  return: ['同意退单', '不予退单'],
  extension: ['同意延期', '不同意延期'],
  pause: ['同意暂停', '不同意暂停'],
}
const RULINGS = Object.keys(RULED) as (keyof UnitRow['ruled'])[]

const overlaysOf = (row: UnitRow, words: Catalogue) => [
  ...rowOverlays(row, words),
  ...RULINGS.flatMap((kind) => {
    const said = row.ruled[kind]
    return said === null ? [] : [{ key: `ruled ${kind}`, label: RULED[kind][said ? 0 : 1] }]
  }),
]

/** Columns of a unit's lists, as drawn: number, title, state, contact, due. */
export function unitColumns({ words, now, href, onGo, withUnit }: Given): Column<UnitRow>[] {
  return [
    { key: 'opened', title: '编号', width: 104, quiet: true, sortable: true, cell: ({ number }) => number },
    {
      key: 'title',
      title: '标题',
      cell: (row) => <TitleCell title={row.title} href={href(row)} onGo={onGo} overlays={overlaysOf(row, words)} />,
    },
    withUnit
      ? { key: 'unit', title: '承办', width: 112, cell: ({ unit }) => <span className="hy-cut">{words.unitShort(unit)}</span> }
      : {
          key: 'category',
          title: '事项',
          width: 112,
          cell: ({ category }) => <span className="hy-cut">{words.categoryName(category)}</span>,
        },
    { key: 'stage', title: '状态', width: 92, cell: (row) => ASSIGNMENT_WORDS[row.assignment_stage] },
    { key: 'contact', title: '联系', width: 64, cell: (row) => contactText(row) },
    { key: 'due', title: '截止', width: 228, sortable: true, cell: (row) => <Due row={row} now={now} /> },
  ]
}

function Due({ row, now }: { row: UnitRow; now: number }) {
  const { finished_at: finished, close_due: due } = row
  if (finished !== null && due !== null)
    return (
      <span className="hy-second">
        {momentText(finished, now)} · {finished > due ? '超期' : '按时'}
      </span>
    )
  const badge = rowBadge(row, now)
  return badge ? (
    <ClockBadge level={badge.level} used={badge.used}>
      {badge.text}
    </ClockBadge>
  ) : (
    <span className="hy-mute">—</span>
  )
}
