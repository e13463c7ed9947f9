/** What a caller's words point to: matters, marks, others in the same trouble. Proposals with their reason; people decide. */
import type { Policy } from '@huying/core/policy/policy'
import { countText } from '@huying/core/request/input'
import { matchIn } from '@huying/text/match'
import { alikeIn, mentionsIn } from '@huying/text/mentions'

export function readStory(text: string, policy: Policy) {
  const { marks } = policy.pack.kinds
  const leaves = policy.pack.categories.filter((c) => policy.isLeaf(c.code) && !c.succeededBy)
  const named = mentionsIn(text, marks)
  const count = alikeIn(text)
  return {
    categories: matchIn(text, leaves).map((m) => ({
      ...m,
      name: policy.category(m.code)?.name,
      group: policy
        .categoryPath(m.code)
        .slice(1)
        .map((code) => policy.category(code)?.name),
    })),
    marks: marks
      .filter((m) => named.includes(m.code))
      .map((m) => ({ code: m.code, label: m.label, group: m.group, words: m.proposedBy?.filter((word) => text.includes(word)) ?? [] })),
    // Asked for as soon as others are spoken of; the count only where a number was named.
    alike: named.includes('alike') ? { required: policy.pack.intake.askAlike.value, count, text: count && countText(count) } : undefined,
  }
}
