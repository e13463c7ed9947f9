/** The bulletin as Markdown, as it is printed: for other systems, and for the command line. */
import { formatInstant } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import type { Rate } from '@huying/core/measure/rounding'
import { plain } from './sentences.ts'
import { type BulletinSheet, stageText } from './sheet.ts'
import type { EditionStage } from '@huying/core/bulletin/state'

const left = ({ excluded }: Rate) =>
  excluded
    .filter(({ count }) => count)
    .map(({ label, count }) => `${label} ${count}`)
    .join('；') || '无'

export function sheetText(sheet: BulletinSheet): string {
  const { figures: b } = sheet
  const rates = [b.contacts.answerRate, b.onTheSpot, b.onTime, b.closed, b.visited, b.reached, b.satisfied, b.solved, b.contacted]
  const table = (head: string[], rows: string[][]) =>
    [`| ${head.join(' | ')} |`, `|${' --- |'.repeat(head.length)}`, ...rows.map((row) => `| ${row.join(' | ')} |`)].join('\n')
  const parts = sheet.sections.flatMap(({ title, figures, paragraphs }) => [
    `## ${title}`,
    ...paragraphs.map(plain),
    ...(figures === 'running'
      ? [
          table(
            ['指标', '数值', '分子 / 分母', '分母口径', '不计入'],
            rates.map((r) => [r.label, r.percent ?? '—', `${r.numerator} / ${r.denominator}`, r.among, left(r)]),
          ),
        ]
      : []),
    ...(figures === 'handling'
      ? [
          table(
            ['承办单位', '转办', '签收及时率', '按时办结率', '按时 / 分母', '问题解决率', '群众满意率'],
            sheet.units.map((u) => [
              ...[u.name, String(u.dispatched), u.signedInTime.percent ?? '—', u.onTime.percent ?? '—'],
              ...[`${u.onTime.numerator} / ${u.onTime.denominator}`, u.solved.percent ?? '—', u.satisfied.percent ?? '—'],
            ]),
          ),
        ]
      : []),
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
