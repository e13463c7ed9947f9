/** Rows of a file, one at a time whatever its size: csv (UTF-8 or GB18030), xlsx, jsonl. */
import { createReadStream } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { parse } from 'csv-parse'
import { streamXlsxRows } from 'hucre/xlsx'

export interface SourceRow {
  /** Line of data, from 1; the head does not count. */
  no: number
  cells: Record<string, string>
}

/** A file to read, wherever it lies. */
export interface SourceFile {
  name: string
  open(): Readable
}

export const fileOnDisk = (full: string): SourceFile => ({ name: path.basename(full), open: () => createReadStream(full) })
export const fileInHand = (name: string, content: Buffer): SourceFile => ({ name, open: () => Readable.from([content]) })

export async function* readRows(file: SourceFile): AsyncGenerator<SourceRow> {
  const kind = path.extname(file.name).toLowerCase()
  if (kind === '.csv') yield* csvRows(file)
  else if (kind === '.xlsx') yield* xlsxRows(file)
  else if (kind === '.jsonl' || kind === '.ndjson') yield* jsonRows(file)
  else throw new Error(`不支持 ${kind || '这种'} 文件，请用 .csv、.xlsx 或 .jsonl`)
}

const FIRST = 1 << 20

/** Strict UTF-8 decides: a file with one broken sequence in its first megabyte is GB18030 (what offices save by default). */
async function encodingOf(file: SourceFile): Promise<'utf-8' | 'gb18030'> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let read = 0
  try {
    for await (const chunk of file.open() as AsyncIterable<Buffer>) {
      decoder.decode(chunk.subarray(0, FIRST - read), { stream: true })
      read += chunk.length
      if (read >= FIRST) break
    }
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

async function textOf(file: SourceFile): Promise<Readable> {
  const decoder = new TextDecoderStream(await encodingOf(file))
  const bytes = Readable.toWeb(file.open()) as ReadableStream<BufferSource>
  return Readable.fromWeb(bytes.pipeThrough(decoder) as never)
}

async function* csvRows(file: SourceFile): AsyncGenerator<SourceRow> {
  const text = await textOf(file)
  const rows = text.pipe(parse({ columns: true, bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }))
  let no = 0
  for await (const cells of rows) yield { no: ++no, cells: cells as Record<string, string> }
}

async function* jsonRows(file: SourceFile): AsyncGenerator<SourceRow> {
  let no = 0
  for await (const line of createInterface({ input: await textOf(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    if (!line.trim()) continue
    const value = JSON.parse(line) as Record<string, unknown>
    yield {
      no: ++no,
      cells: Object.fromEntries(
        Object.entries(value).map(([k, v]) => [k, typeof v === 'string' ? v : v === null || v === undefined ? '' : JSON.stringify(v)]),
      ),
    }
  }
}

async function* xlsxRows(file: SourceFile): AsyncGenerator<SourceRow> {
  let head: string[] | undefined
  let no = 0
  for await (const { values } of streamXlsxRows(Readable.toWeb(file.open()) as never)) {
    const cells = (values as unknown[]).map((v) =>
      v instanceof Date ? v.toISOString().slice(0, 19).replace('T', ' ') : v === null || v === undefined ? '' : String(v as string),
    )
    if (!head) head = cells
    else yield { no: ++no, cells: Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])) }
  }
}
