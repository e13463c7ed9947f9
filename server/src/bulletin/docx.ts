/**
 * 通报 as a document of a word processor, laid out as official papers are (GB/T 9704-2012: margins 37/35/28/26 mm, 小标宋 二号 for the title,
 * 仿宋 三号 on 28 points for the text, 黑体 for heads): title, number, 主送, text, list of annexes, 报、发; then the tables as annexes.
 */
import type { EditionStage } from '@huying/core/bulletin/state'
import { formatInstant } from '@huying/core/calendar'
import type { Instant } from '@huying/core/kernel'
import {
  AlignmentType,
  convertMillimetersToTwip as mm,
  Document,
  type FileChild,
  Footer,
  Packer,
  PageNumber,
  Paragraph,
  Table as DocxTable,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { plain } from './sentences.ts'
import { type BulletinSheet, stageText } from './sheet.ts'
import type { Table } from './tables.ts'

const FONTS = { title: '方正小标宋简体', head: '黑体', text: '仿宋_GB2312' } as const
type Font = keyof typeof FONTS
/** Half points: 二号, 三号, 小四, 五号. */
const SIZES = { title: 44, text: 32, note: 24, cell: 21 } as const
/** Twentieths of a point: 28 points a line; two characters of 三号. */
const LINE = 560
const INDENT = 640
/** Between the margins of A4, in twentieths of a point. */
const WIDTH = mm(210 - 28 - 26)

const run = (text: string, font: Font = 'text', size: number = SIZES.text) =>
  new TextRun({ text, size, font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: FONTS[font] } })

interface Laid {
  font?: Font
  size?: number
  centred?: boolean
  indent?: boolean
  newPage?: boolean
  keepNext?: boolean
}
const paragraph = (text: string, { font, size, centred = false, indent = false, newPage, keepNext }: Laid = {}) =>
  new Paragraph({
    children: [run(text, font, size)],
    alignment: centred ? AlignmentType.CENTER : AlignmentType.LEFT,
    indent: indent ? { firstLine: INDENT } : undefined,
    spacing: { line: LINE, lineRule: 'exact' },
    pageBreakBefore: newPage,
    keepNext,
  })

export async function sheetDocx(sheet: BulletinSheet): Promise<Buffer> {
  const annexes = sheet.sections.filter(({ tables }) => tables.length > 0)
  return Packer.toBuffer(
    new Document({
      title: sheet.title,
      creator: '呼应',
      sections: [
        {
          properties: {
            page: { size: { width: mm(210), height: mm(297) }, margin: { top: mm(37), bottom: mm(35), left: mm(28), right: mm(26) } },
          },
          footers: { default: numbered() },
          children: [
            ...letter(
              sheet,
              annexes.map(({ title }) => annexTitle(title)),
            ),
            ...annexes.flatMap(annex),
          ],
        },
      ],
    }),
  )
}

const numbered = () =>
  new Footer({
    children: [
      new Paragraph({
        alignment: AlignmentType.CENTER,
        children: [new TextRun({ children: ['— ', PageNumber.CURRENT, ' —'], size: SIZES.note, font: FONTS.text })],
      }),
    ],
  })

/** The paper itself, without its tables. */
function letter(sheet: BulletinSheet, annexes: readonly string[]): FileChild[] {
  const issued = sheet.stage === 'issued' || sheet.stage === 'corrected'
  const to = sheet.addressees.find(({ label }) => label === '主送')
  const state = stageText({ stage: sheet.stage as EditionStage, no: sheet.no })
  return [
    paragraph(sheet.title, { font: 'title', size: SIZES.title, centred: true }),
    paragraph(sheet.number ?? `（${state}${issued ? '' : '，尚未印发'}）`, { centred: true }),
    paragraph(''),
    ...(to ? [paragraph(`${to.names.join('、')}：`)] : []),
    ...sheet.sections.flatMap(({ title, paragraphs }) => [
      paragraph(title, { font: 'head', indent: true, keepNext: true }),
      ...paragraphs.map((one) => paragraph(plain(one), { indent: true })),
    ]),
    ...rulings(sheet),
    ...(annexes.length
      ? [paragraph(''), ...annexes.map((title, i) => paragraph(`${i === 0 ? '附件：' : '　　　'}${i + 1}. ${title}`, { indent: true }))]
      : []),
    paragraph(''),
    ...(sheet.issuedAt === null ? [] : [paragraph(`印发日期：${formatInstant(sheet.issuedAt as Instant).slice(0, 10)}`)]),
    ...sheet.addressees.filter((one) => one !== to).map(({ label, names }) => paragraph(`${label}：${names.join('，')}。`)),
    paragraph(`关账 ${formatInstant(sheet.cutoff as Instant)}，此后变动不改本版；关账明细 ${sheet.facts.count} 行。`, { size: SIZES.note }),
  ]
}

function rulings({ rulings: granted, changes }: BulletinSheet): FileChild[] {
  return [
    ...granted.map((one) =>
      paragraph(`注：${one.unit} ${one.number}，${one.claim}，经第 ${one.edition} 版核对裁定，${one.effect}。`, { indent: true }),
    ),
    ...(changes ? [paragraph(`对第 ${changes.no} 版的更正`, { font: 'head', indent: true, keepNext: true })] : []),
    ...(changes?.figures ?? []).map(({ label, before, after }) => paragraph(`${label}：原 ${before}，今 ${after}。`, { indent: true })),
  ]
}

const annexTitle = (title: string) => `${title.replace(/^[一二三四五六七八九十]+、/, '')}统计表`

const annex = ({ title, tables }: BulletinSheet['sections'][number], i: number): FileChild[] => [
  paragraph(`附件 ${i + 1}`, { font: 'head', newPage: true }),
  paragraph(annexTitle(title), { font: 'title', size: SIZES.title, centred: true }),
  ...tables.flatMap((table) => [
    paragraph(table.title, { font: 'head', keepNext: true }),
    tabled(table),
    ...(table.note ? [paragraph(table.note, { size: SIZES.note })] : []),
  ]),
]

/** The first column has twice the width of the others, words stand left and numbers right; the head comes again on each page. */
function tabled({ head, rows }: Table): DocxTable {
  const share = Math.floor(WIDTH / (head.length + 1))
  const widths = head.map((_, i) => (i === 0 ? 2 * share : share))
  const cell = (text: string, i: number, font: Font) =>
    new TableCell({
      width: { size: widths[i] ?? share, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { left: 60, right: 60 },
      children: [
        new Paragraph({
          alignment: font === 'head' ? AlignmentType.CENTER : isNumber(text) ? AlignmentType.RIGHT : AlignmentType.LEFT,
          children: [run(text, font, SIZES.cell)],
        }),
      ],
    })
  return new DocxTable({
    width: { size: WIDTH, type: WidthType.DXA },
    columnWidths: widths,
    rows: [
      new TableRow({ tableHeader: true, children: head.map((text, i) => cell(text, i, 'head')) }),
      ...rows.map((row) => new TableRow({ cantSplit: true, children: row.map((text, i) => cell(text, i, 'text')) })),
    ],
  })
}

const isNumber = (text: string) => /^[\d,.%—/ ]+$/.test(text)
