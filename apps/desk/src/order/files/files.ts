/** Photographs and scans of an order: on the server sealed, here only addresses. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useAct } from '../../act.ts'
import { get, upload } from '../../api.ts'

export interface FileRow {
  id: string
  name: string
  type: 'image/jpeg' | 'image/png' | 'application/pdf'
  size: number
  at: number
  by: string
  unit: string
  version: number
  /** The version before it, which stays. */
  replaces?: string
  /** Its content was destroyed by law. */
  erased?: true
}

/** Files that no newer version stands for. */
export const newest = (files: readonly FileRow[]): FileRow[] => files.filter(({ id }) => !files.some(({ replaces }) => replaces === id))

export const MAX_MB = 20
export const ACCEPT = 'image/jpeg,image/png,application/pdf'

export const fileHref = (order: string, id: string): string => `/api/orders/${order}/attachments/${id}`
export const isImage = ({ type }: FileRow): boolean => type !== 'application/pdf'
/** 1.2 MB · 340 KB */
export const sizeText = (bytes: number): string =>
  bytes >= 1_000_000 ? `${(bytes / 1_000_000).toFixed(1)} MB` : `${Math.max(1, Math.round(bytes / 1000))} KB`

const keyOf = (order: string) => ['order', order, 'attachments'] as const
export const useFiles = (order: string) =>
  useQuery({ queryKey: keyOf(order), queryFn: () => get<FileRow[]>(`/api/orders/${order}/attachments`) })

export function useUpload(order: string) {
  const client = useQueryClient()
  const { busy, fault, error, run } = useAct()
  const send = async (files: readonly File[], replaces?: string): Promise<FileRow[]> => {
    const done: FileRow[] = []
    await run(async () => {
      for (const file of files) {
        if (file.size > MAX_MB * 1024 * 1024) throw new TooLarge(file.name)
        done.push(await upload<FileRow>(`/api/orders/${order}/attachments`, { name: file.name, replaces }, file))
      }
    })
    await client.invalidateQueries({ queryKey: keyOf(order) })
    return done
  }
  const tooLarge = fault instanceof TooLarge ? { what: `“${fault.message}”超过 ${MAX_MB} MB，请缩小后再上传` } : undefined
  return { busy, error: tooLarge ?? error, send }
}

class TooLarge extends Error {}
