/** Who sits here and in which post, and the lists of the city. Pages are drawn only once both are known. */
import { Button } from 'antd'
import { LoadingRows } from '@huying/ui'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { type ComponentType, createContext, type ReactNode, useContext, useEffect, useMemo } from 'react'
import { ApiError, errorLine, get, onSignedOut, post, setCsrf } from './api.ts'
import { type Catalogue, type CatalogueData, withWords } from './catalogue.ts'
import { LoginPage } from './frame/LoginPage.tsx'
import { Notice } from './frame/Notice.tsx'

export interface HeldPost {
  post: string
  unit: string
  /** 联络员 */
  label: string
  unitName: string
}
export interface Me {
  name: string
  login: string
  csrf: string
  centre: string
  user: string
  /** The post one acts in now. */
  actor: HeldPost
  posts: HeldPost[]
  /** Codes of the pages of that post. */
  pages: string[]
  /** What the post may do besides the commands of orders and requests: `account.create`, `knowledge.publish`. */
  may: string[]
  hasFactor: boolean
  /** To be done before anything else. */
  owes: ('password' | 'factor')[]
}

interface Session {
  me: Me
  catalogue: Catalogue
}
const SessionContext = createContext<Session | undefined>(undefined)

function useWhole(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('outside SessionProvider')
  return session
}
export const useSession = (): Me => useWhole().me
export const useCatalogue = (): Catalogue => useWhole().catalogue

export const ME = ['me'] as const

/** `owed`: the page for what is to be done before anything else. */
export function SessionProvider({ owed: Owed, children }: { owed: ComponentType<{ owed: Me['owes'][number] }>; children: ReactNode }) {
  const client = useQueryClient()
  const me = useQuery({
    queryKey: ME,
    queryFn: async () => {
      const answer = await get<Me>('/api/me')
      setCsrf(answer.csrf)
      return answer
    },
    staleTime: Infinity,
    retry: false,
  })
  const lists = useQuery({
    queryKey: ['catalogue', me.data?.centre],
    queryFn: () => get<CatalogueData>('/api/catalogue'),
    enabled: me.data !== undefined,
    staleTime: 10 * 60_000,
  })
  useEffect(() => onSignedOut(() => void client.invalidateQueries({ queryKey: ME })), [client])
  const session = useMemo(() => me.data && lists.data && { me: me.data, catalogue: withWords(lists.data) }, [me.data, lists.data])

  const signedOut = me.error instanceof ApiError && me.error.code === 'not_signed_in'
  if (signedOut && !session) return <LoginPage why={me.error?.message} onDone={() => client.invalidateQueries()} />
  const failed = me.error ?? lists.error
  if (!session) {
    if (!failed) return <LoadingRows rows={4} />
    return (
      <Notice title="没有取到登录信息" error={errorLine(failed)}>
        <Button type="primary" onClick={() => void client.invalidateQueries()}>
          重试
        </Button>
      </Notice>
    )
  }
  return (
    <SessionContext value={session}>
      {session.me.owes[0] ? <Owed owed={session.me.owes[0]} /> : children}
      {signedOut && <LoginPage again={session.me} why={me.error?.message} onDone={() => client.invalidateQueries()} />}
    </SessionContext>
  )
}

/** Acting in another post, and leaving. Both forget what the last post has seen. */
export function useLeave() {
  const client = useQueryClient()
  return {
    switchTo: async ({ post: code, unit }: HeldPost) => {
      await post('/api/me/post', { post: code, unit })
      client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'me' && queryKey[0] !== 'catalogue' })
      await client.invalidateQueries({ queryKey: ME })
    },
    /** Without asking what is still in hand; the frame asks before (LeaveDialog). */
    logout: async () => {
      await post('/api/logout').catch(() => undefined)
      window.location.assign(import.meta.env.BASE_URL)
    },
  }
}
