/** The matter that benchmarks and the durability test register: of common length, forwarded at once. */
import { Client } from './client.ts'

export const matter = (n: number) => ({
  channel: 'phone',
  requester: { kind: 'person', name: '周桂兰', callNumber: `138${String(n).padStart(8, '0')}` },
  type: 'help',
  category: 'urban.lighting',
  title: `第${n}号路段路灯不亮`,
  content: '楼栋之间的路灯从上周日起就不亮了，晚上老人下楼看不见台阶，前天有人绊倒，希望尽快修好。',
  place: { region: '430304', text: '某小区三栋' },
  since: '上周日',
  affected: { low: 60 },
  wants: '修好路灯',
  urgency: 'normal',
  shareNumber: true,
  outcome: { how: 'forward' },
})

/** The demonstration accounts by post, and the bureau whose people sign, handle and approve. */
export async function accountsOf(url: string) {
  const { body } = await new Client(url).get<{ login: string; post: string; unit: string }[]>('/api/demo-accounts')
  const login = (post: string, unit?: string) => body.find((a) => a.post === post && (!unit || a.unit === unit))?.login ?? ''
  const unit = body.find((a) => a.login.startsWith('demo.bureau'))?.unit ?? ''
  return {
    unit,
    agent: login('agent'),
    dispatcher: login('dispatcher'),
    liaison: login('liaison', unit),
    leader: login('unit_leader', unit),
    review: login('dispatch_review'),
    visitor: login('visitor'),
  }
}
