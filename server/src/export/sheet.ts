/** Lines as a file that every spreadsheet program opens. */
import { writeXlsx } from 'hucre/xlsx'

/** A register: its name is the file's, its columns have a width in characters. */
export interface Sheet {
  name: string
  columns: readonly (readonly [head: string, width: number])[]
}

/** Spreadsheet programs run what begins with these as a formula. */
const armed = /^[=+\-@\t\r]/
const cell = (text: string) => {
  const safe = armed.test(text) ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

export const toCsv = ({ columns }: Sheet, lines: string[][]) =>
  `\uFEFF${[columns.map(([head]) => head), ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`

/** `mark` stands below the lines: who took them out, and when. */
export async function toXlsx({ name, columns: all }: Sheet, lines: string[][], mark: string): Promise<Uint8Array> {
  const columns = all.map(([header, width], i) => ({ header, key: `c${i}`, width }))
  const data = [...lines.map((line) => Object.fromEntries(line.map((text, i) => [`c${i}`, text]))), { c0: mark }]
  return writeXlsx({ sheets: [{ name, columns, data }] })
}
