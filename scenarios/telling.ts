/** Things people tell in the stories: texts of our own. */
import type { Person, Reply } from '../server/test/rig.ts'

export const lamp = {
  title: '三栋至五栋之间路灯不亮',
  content: '楼栋之间的路灯从上周日起就不亮了，晚上老人下楼看不见台阶，前天有人绊倒。',
}

export const registerLamp = (agent: Person, more: Record<string, unknown> = {}): Promise<Reply> =>
  agent.post('/api/requests', {
    channel: 'phone',
    requester: { kind: 'person', name: '周桂兰', callNumber: '13800000645' },
    type: 'help',
    category: 'urban.lighting',
    ...lamp,
    place: { region: '430304', text: '岳塘区某小区三栋' },
    since: '上周日',
    affected: { low: 60, about: true, what: '户' },
    wants: '修好路灯',
    urgency: 'normal',
    shareNumber: true,
    outcome: { how: 'forward' },
    ...more,
  })
