import './knowledge.css'
import { Tabs } from '@huying/ui'
import { useSession } from '../session.tsx'
import { to, useGo, useWhereSearch } from '../where.ts'
import { EntriesTab } from './EntriesTab.tsx'
import { TasksTab, useTasks } from './TasksTab.tsx'

/** 统一口径: what is said to everybody alike, and what has no answer yet. */
export function KnowledgePage() {
  const { tab } = useWhereSearch()
  const { may } = useSession()
  const go = useGo()
  const keeps = may.includes('knowledge.publish')
  const todo = useTasks('todo')
  const answered = useTasks('answered')
  const active = tab === 'tasks' || tab === 'answered' ? tab : 'entries'
  return (
    <div className="kn-page">
      <h1 className="hy-hidden">统一口径</h1>
      <Tabs
        label="统一口径"
        active={active}
        onGo={go}
        items={[
          { key: 'entries', label: '口径', href: to('/knowledge') },
          { key: 'tasks', label: '待补录和续审', count: todo.data?.rows.length ?? null, href: to('/knowledge', { tab: 'tasks' }) },
          { key: 'answered', label: '待发布', count: answered.data?.rows.length ?? null, href: to('/knowledge', { tab: 'answered' }) },
        ]}
      />
      {active === 'entries' ? (
        <EntriesTab keeps={keeps} />
      ) : (
        <TasksTab key={active} state={active === 'tasks' ? 'todo' : 'answered'} keeps={keeps} />
      )}
    </div>
  )
}
