import { FileList } from './FileList.tsx'
import { useFiles } from './files.ts'

/** The files that a reply or a sign-off names. */
export function Cited({ order, ids }: { order: string; ids: readonly string[] }) {
  const { data } = useFiles(order)
  const cited = data?.filter(({ id }) => ids.includes(id)) ?? []
  return cited.length > 0 ? <FileList order={order} files={cited} /> : null
}
