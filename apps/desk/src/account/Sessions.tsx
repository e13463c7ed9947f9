import { ErrorLine, LoadingRows } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { errorLine, get, post } from '../api.ts'
import { momentText } from '../time.ts'
import type { SessionRow } from './types.ts'

const KEY = ['account', 'sessions']

/** 登录中: where this account is signed in; what is not one's own is ended here. */
export function Sessions() {
  const client = useQueryClient()
  const sessions = useQuery({ queryKey: KEY, queryFn: () => get<{ rows: SessionRow[]; most: number }>('/api/me/sessions') })
  const [error, setError] = useState<unknown>()
  const end = async ({ id }: SessionRow) => {
    setError(undefined)
    try {
      await post(`/api/me/sessions/${id}/end`)
    } catch (problem) {
      setError(problem)
    }
    await client.invalidateQueries({ queryKey: KEY })
  }
  const failed = sessions.error ?? error
  return (
    <section className="ac-part">
      <h2>登录中</h2>
      {sessions.data ? (
        <>
          <ul className="ac-list">
            {sessions.data.rows.map((row) => (
              <li key={row.id}>
                <b>{row.here ? '本机' : (row.device ?? '浏览器不明')}</b> {row.address ?? '地址不明'}
                <span className="hy-mute">
                  {momentText(row.since)} 登录{!row.here && `，最近使用 ${momentText(row.seen)}`}
                </span>
                {!row.here && (
                  <button type="button" className="hy-link" onClick={() => void end(row)}>
                    退出
                  </button>
                )}
              </li>
            ))}
          </ul>
          <p className="hy-second">
            同一账号最多同时在 {sessions.data.most} 处登录，超过的退出最早的一处。有不是本人的，请退出它并立即修改密码。
          </p>
        </>
      ) : (
        !sessions.error && <LoadingRows rows={2} />
      )}
      {failed !== null && failed !== undefined && <ErrorLine {...errorLine(failed)} />}
    </section>
  )
}
