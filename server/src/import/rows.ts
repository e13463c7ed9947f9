/** Rows of a file, one at a time whatever its size: csv (UTF-8 or GB18030), xlsx, jsonl. */
import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
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

export async function* readRows(file: string): AsyncGenerator<SourceRow> {
  const kind = path.extname(file).toLowerCase()
  if (kind === '.csv') yield* csvRows(file)
  else if (kind === '.xlsx') yield* xlsxRows(file)
  else if (kind === '.jsonl' || kind === '.ndjson') yield* jsonRows(file)
  else throw new Error(`不支持 ${kind || '这种'} 文件，请用 .csv、.xlsx 或 .jsonl`)
}

/** Strict UTF-8 decides: a file with one broken sequence in its first megabyte is GB18030 (what offices save by default). */
async function encodingOf(file: string): Promise<'utf-8' | 'gb18030'> {
  const handle = await open(file)
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(1 << 20), 0, 1 << 20, 0)
  await handle.close()
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(buffer.subarray(0, bytesRead), { stream: true })
    return 'utf-8'
  } catch {
    return 'gb18030'
  }
}

async function textOf(file: string): Promise<Readable> {
  const decoder = new TextDecoderStream(await encodingOf(file))
  const bytes = Readable.toWeb(createReadStream(file)) as ReadableStream<BufferSource>
  return Readable.fromWeb(bytes.pipeThrough(decoder) as never)
}

async function* csvRows(file: string): AsyncGenerator<SourceRow> {
  const text = await textOf(file)
  const rows = text.pipe(parse({ columns: true, bom: true, relax_column_count: true, skip_empty_lines: true, trim: true }))
  let no = 0
  for await (const cells of rows) yield { no: ++no, cells: cells as Record<string, string> }
}

async function* jsonRows(file: string): AsyncGenerator<SourceRow> {
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

async function* xlsxRows(file: string): AsyncGenerator<SourceRow> {
  let head: string[] | undefined
  let no = 0
  for await (const { values } of streamXlsxRows(Readable.toWeb(createReadStream(file)) as never)) {
    const cells = (values as unknown[]).map((v) =>
      v instanceof Date ? v.toISOString().slice(0, 19).replace('T', ' ') : v === null || v === undefined ? '' : String(v as string),
    )
    if (!head) head = cells
    else yield { no: ++no, cells: Object.fromEntries(head.map((name, i) => [name, cells[i] ?? ''])) }
  }
}
