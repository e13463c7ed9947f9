import '../business/business.css'
import { Tabs } from '@huying/ui'
import { PostsTab } from '../business/PostsTab.tsx'
import { useSession } from '../session.tsx'
import { to, useGo, useWhereSearch } from '../where.ts'
import { MessagesTab } from './MessagesTab.tsx'
import { PeopleTab } from './PeopleTab.tsx'

/** 系统管理: accounts for who opens them, posts for who grants them, messages for who runs the machine; the buttons follow the administrator's own post. */
export function SystemPage() {
  const { tab } = useWhereSearch()
  const go = useGo()
  const { may } = useSession()
  const sends = may.includes('message.resend')
  const active = tab === 'posts' || (tab === 'messages' && sends) ? tab : 'people'
  return (
    <div className="bu-page">
      <h1 className="hy-hidden">系统管理</h1>
      <Tabs
        label="系统管理"
        active={active}
        onGo={go}
        items={[
          { key: 'people', label: '人员与账号', href: to('/system') },
          { key: 'posts', label: '岗位', href: to('/system', { tab: 'posts' }) },
          ...(sends ? [{ key: 'messages', label: '短信记录', href: to('/system', { tab: 'messages' }) }] : []),
        ]}
      />
      {active === 'people' ? <PeopleTab /> : active === 'posts' ? <PostsTab /> : <MessagesTab />}
    </div>
  )
}
