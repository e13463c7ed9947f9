/** The bulletin as Markdown, as it is printed: for other systems, and for the command line. */
import { formatInstant } from '@huying/core/calendar'
import type { EditionStage } from '@huying/core/bulletin/state'
import type { Instant } from '@huying/core/kernel'
import { plain } from './sentences.ts'
import { type BulletinSheet, stageText } from './sheet.ts'
import type { Table } from './tables.ts'

const table = (head: readonly string[], rows: readonly (readonly string[])[]) =>
  [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
const tableText = ({ title, head, rows, note }: Table) => [`### ${title}`, table(head, rows), ...(note ? [note] : [])].join('\n\n')

export function sheetText(sheet: BulletinSheet): string {
  const parts = sheet.sections.flatMap(({ title, paragraphs, tables }) => [
    `## ${title}`,
    ...paragraphs.map(plain),
    ...tables.map(tableText),
  ])
  return [
    `# ${sheet.title}`,
    [
      sheet.number,
      stageText({ stage: sheet.stage as EditionStage, no: sheet.no }),
      `关账 ${formatInstant(sheet.cutoff as Instant)}，此后变动不改本版`,
    ]
      .filter(Boolean)
      .join('　'),
    ...parts,
    ...(sheet.rulings.length
      ? ['## 异议裁定', sheet.rulings.map((r) => `- ${r.unit} ${r.number}：${r.claim}，${r.effect}（第 ${r.edition} 版）`).join('\n')]
      : []),
    ...(sheet.changes
      ? [
          `## 对第 ${sheet.changes.no} 版的更正`,
          table(
            ['项目', '原', '今'],
            sheet.changes.figures.map((c) => [c.label, c.before, c.after]),
          ),
        ]
      : []),
    ...sheet.addressees.map(({ label, names }) => `${label}：${names.join('，')}`),
    `关账明细 ${sheet.facts.count} 行，指纹（SM3）${sheet.facts.hash}`,
  ].join('\n\n')
}
