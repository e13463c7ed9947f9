import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback } from 'react'
import { get } from '../api.ts'
import type { CourseAnswer, RequestAnswer } from './types.ts'

/** One request with its course. After one's own act everything that may hold it is asked anew. */
export function useRequest(id: string | undefined) {
  const client = useQueryClient()
  const request = useQuery({
    queryKey: ['request', id],
    queryFn: ({ signal }) => get<RequestAnswer>(`/api/requests/${id}`, undefined, signal),
    enabled: id !== undefined,
  })
  const course = useQuery({
    queryKey: ['request', id, 'course'],
    queryFn: ({ signal }) => get<CourseAnswer>(`/api/requests/${id}/course`, undefined, signal),
    enabled: id !== undefined,
  })
  const acted = useCallback(async () => {
    await client.invalidateQueries({ queryKey: ['request', id] })
    for (const key of ['search', 'web_intake', 'notices']) void client.invalidateQueries({ queryKey: [key] })
  }, [client, id])
  return { request: request.data, course: course.data, error: request.error, loading: request.isPending, acted }
}
