/** The bulletin as Markdown. */
import type { Bulletin, Rate, Share } from './bulletin.ts'

const table = (head: string, rows: Share[]) =>
  [`| ${head} | 件数 | 占比 |`, '| --- | ---: | ---: |', ...rows.map((r) => `| ${r.label} | ${r.count} | ${r.percent ?? '—'} |`)].join('\n')
const line = (r: Rate) => `| ${r.label} | ${r.percent ?? '—'} | ${r.numerator} / ${r.denominator} | ${r.among} |`

export function bulletinText(b: Bulletin): string {
  const broken = b.identities.filter((i) => !i.holds).map((i) => `> **不平**：${i.text}，${i.left} ≠ ${i.right}`)
  return [
    `# ${b.month} 运行情况`,
    ...broken,
    `接听来电 ${b.contacts.answered} 通；受理诉求 ${b.requests.accepted} 件，当场答复 ${b.requests.answered} 件，转办 ${b.requests.sent} 件，待分流 ${b.requests.undecided} 件；不予受理 ${b.requests.refused} 件，转接 ${b.requests.transferred} 件。`,
    [
      '| 指标 | 数值 | 分子 / 分母 | 分母口径 |',
      '| --- | ---: | ---: | --- |',
      ...[b.contacts.answerRate, b.onTheSpot, b.onTime, b.visited, b.reached, b.satisfied, b.solved, b.contacted].map(line),
    ].join('\n'),
    '## 诉求类型',
    table('类型', b.types),
    '## 热点事项',
    table('事项', b.topics),
    '## 承办单位',
    table('单位', b.units),
    `## 网上渠道（${b.online.total} 件）`,
    table('渠道', b.online.channels),
  ].join('\n\n')
}
