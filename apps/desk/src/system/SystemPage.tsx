import '../business/business.css'
import { Tabs } from '@huying/ui'
import { PostsTab } from '../business/PostsTab.tsx'
import { useSession } from '../session.tsx'
import { to, useGo, useWhereSearch } from '../where.ts'
import { HealthTab } from './HealthTab.tsx'
import { MessagesTab } from './MessagesTab.tsx'
import { PeopleTab } from './PeopleTab.tsx'

/** For the post that runs the machine. */
const RUNS = [
  { key: 'messages', label: '短信记录', href: to('/system', { tab: 'messages' }) },
  { key: 'health', label: '系统健康', href: to('/system', { tab: 'health' }) },
]

/** 系统管理: accounts for who opens them, posts for who grants them, messages for who runs the machine; the buttons follow the administrator's own post. */
export function SystemPage() {
  const { tab } = useWhereSearch()
  const go = useGo()
  const { may } = useSession()
  const sends = may.includes('message.resend')
  const active = tab === 'posts' || (sends && (tab === 'messages' || tab === 'health')) ? tab : 'people'
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
          ...(sends ? RUNS : []),
        ]}
      />
      {active === 'people' && <PeopleTab />}
      {active === 'posts' && <PostsTab />}
      {active === 'messages' && <MessagesTab />}
      {active === 'health' && <HealthTab />}
    </div>
  )
}
