/** Words to say on a call-back (terms.md 11): 您, 您反映的问题, never the office's own words. */
import { dayText } from '../time.ts'

interface Matter {
  title: string
  acceptedAt?: number
  unit: string
}

/** 您好，这里是××热线。您 11 月 8 日反映的…… */
export function opening(centre: string, { title, acceptedAt, unit }: Matter, count: number): string {
  const day = acceptedAt === undefined ? '此前' : dayText(acceptedAt)
  const more = count > 1 ? `等 ${count} 件事` : ''
  return `您好，这里是${centre}。您 ${day} 反映的“${title}”${more}，${unit}已经答复，现在做个回访，耽误您一两分钟。`
}

export const ASK = {
  contacted: (unit: string) => `办理期间，${unit}的工作人员联系过您吗？`,
  solved: () => '您反映的问题解决了吗？',
  satisfied: (labels: readonly string[]) => `您对办理情况满意吗？${labels.join('、')}，您选哪一个？`,
  reasons: () => '主要是哪方面不满意？',
}

export const CLOSING = {
  good: '感谢您的配合，祝您生活愉快，再见。',
  bad: '您的意见已经记下，我们会核实处理。感谢您的配合，再见。',
}
