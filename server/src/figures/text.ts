/** The bulletin as Markdown; with a broken identity there is none, only what differs by how much. */
import type { Bulletin } from './bulletin.ts'
import type { Rate, Share } from '@huying/core/measure/rounding'

const table = (head: string, rows: Share[]) =>
  [`| ${head} | 件数 | 占比 |`, '| --- | ---: | ---: |', ...rows.map((r) => `| ${r.label} | ${r.count} | ${r.percent ?? '—'} |`)].join('\n')
const left = (r: Rate) =>
  r.excluded
    .filter((e) => e.count)
    .map((e) => `${e.label} ${e.count}`)
    .join('；') || '无'
const line = (r: Rate) => `| ${r.label} | ${r.percent ?? '—'} | ${r.numerator} / ${r.denominator} | ${r.among} | ${left(r)} |`

export function bulletinText(b: Bulletin): string {
  if (b.blocked) {
    const broken = b.identities
      .filter((i) => !i.holds)
      .map((i) => `- ${i.text}：${i.left} ≠ ${i.right}，相差 ${Math.abs(i.left - i.right)} 件`)
    return [`# ${b.period} 运行情况不能生成`, '以下数字勾稽不平，请先核对明细：', broken.join('\n')].join('\n\n')
  }
  return [
    `# ${b.period} 运行情况`,
    `接听来电 ${b.contacts.answered} 通；受理诉求 ${b.requests.accepted} 件，当场答复 ${b.requests.answered} 件，转办 ${b.requests.sent} 件，待分流 ${b.requests.undecided} 件；不予受理 ${b.requests.refused} 件，转接 ${b.requests.transferred} 件。`,
    [
      '| 指标 | 数值 | 分子 / 分母 | 分母口径 | 不计入 |',
      '| --- | ---: | ---: | --- | --- |',
      ...[b.contacts.answerRate, b.onTheSpot, b.onTime, b.closed, b.visited, b.reached, b.satisfied, b.solved, b.contacted].map(line),
    ].join('\n'),
    `单位填报已解决 ${b.paper.saidSolved} 件，回访确认已解决 ${b.paper.confirmed} 件，疑似纸上办结 ${b.paper.suspected} 件。`,
    '## 诉求类型',
    table('类型', b.types),
    '## 热点事项',
    table('事项', b.topics),
    `${b.topicsTop.label} ${b.topicsTop.percent ?? '—'}。${b.topicsRule}。`,
    '## 承办单位',
    table('单位', b.units),
    `${b.unitsTop.label} ${b.unitsTop.percent ?? '—'}，其余 ${b.unitsRest.count} 件。${b.unitsRule}。`,
    `## 网上渠道（${b.online.total} 件）`,
    table('渠道', b.online.channels),
  ].join('\n\n')
}
