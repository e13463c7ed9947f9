import { ErrorLine, Go } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, get, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { to, useGo } from '../where.ts'

interface SavedFilter {
  id: string
  label: string
  query: string
}
const inSearch = (query: string) => to('/search', Object.fromEntries(new URLSearchParams(query)))

interface SavedProps {
  query: string
  /** Whose queries: each page has its own. */
  page?: string
  href?: (query: string) => string
}

/** 保存的查询: kept on the server for this person, found again on another computer. */
export function Saved({ query, page = 'search', href = inSearch }: SavedProps) {
  const KEY = ['filters', page]
  const client = useQueryClient()
  const go = useGo()
  const saved = useQuery({ queryKey: KEY, queryFn: () => get<SavedFilter[]>('/api/filters', { page }), staleTime: 60_000 })
  const [naming, setNaming] = useState(false)
  const [error, setError] = useState<unknown>()
  const list = saved.data ?? []
  const again = () => client.invalidateQueries({ queryKey: KEY })
  const remove = async (id: string) => {
    try {
      await post(`/api/filters/${id}/remove`)
      await again()
    } catch (problem) {
      setError(problem)
    }
  }
  const isHere = list.some((one) => one.query === query)
  if (list.length === 0 && !query) return null
  return (
    <div className="se-saved" aria-label="保存的查询">
      <span className="hy-mute">保存的查询</span>
      {list.map((one) => (
        <span key={one.id} className="se-saved-one">
          <Go href={href(one.query)} onGo={go} current={one.query === query}>
            {one.label}
          </Go>
          <button type="button" className="hy-link" aria-label={`删去查询“${one.label}”`} title="删去" onClick={() => void remove(one.id)}>
            ×
          </button>
        </span>
      ))}
      {query && !isHere && (
        <button type="button" className="hy-link" onClick={() => setNaming(true)}>
          保存当前条件
        </button>
      )}
      {error !== undefined && <ErrorLine {...errorLine(error)} />}
      {naming && (
        <Dialog title="保存当前查询条件" onClose={() => setNaming(false)}>
          <AskForm
            asks={[{ key: 'label', label: '名称', kind: 'line', required: true, max: 20 }]}
            button="保存"
            onClose={() => setNaming(false)}
            send={async ({ label }) => {
              await post('/api/filters', { page, label, query })
              setNaming(false)
              await again()
            }}
          />
        </Dialog>
      )}
    </div>
  )
}
