import { useQuery } from '@tanstack/react-query'
import { get } from '../api.ts'
import type { PostRow } from '../business/types.ts'

/** Words and kinds of the posts there are. */
export function usePosts() {
  const posts = useQuery({
    queryKey: ['business', 'posts'],
    queryFn: ({ signal }) => get<{ rows: PostRow[] }>('/api/business/posts', undefined, signal),
    staleTime: 10 * 60_000,
  })
  const rows = posts.data?.rows ?? []
  return { rows, label: (code: string) => rows.find((row) => row.code === code)?.label ?? code }
}
