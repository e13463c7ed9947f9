/** What the pages need to know of a city's configuration: lists to choose from, labels, words. Never a rule. */
import type { FastifyInstance } from 'fastify'
import { pinyin } from 'pinyin-pro'
import type { Policy } from '@huying/core/policy/policy'
import { BY_HAND, DISPOSITIONS } from '@huying/core/contact/state'
import { signedIn } from '../session.ts'
import type { Shell } from '../shell/shell.ts'

const initials = (text: string) => pinyin(text, { pattern: 'first', toneType: 'none', type: 'array' }).join('').toLowerCase()

const catalogues = new WeakMap<Policy, object>()

/** Everything a desk page chooses from, with pinyin initials for typing. Computed once per published version. */
export function catalogueOf(policy: Policy): object {
  const known = catalogues.get(policy)
  if (known) return known
  const { pack } = policy
  const option = (o: { code: string; label: string }) => ({ code: o.code, label: o.label, initials: initials(o.label) })
  const made = {
    city: pack.city,
    types: pack.kinds.types.map((t) => ({ ...option(t), brief: t.brief ?? false })),
    channels: pack.kinds.channels.map((c) => ({ ...option(c), medium: c.medium, superior: c.superior ?? false })),
    marks: pack.kinds.marks.map((m) => ({ ...option(m), group: m.group, levels: m.levels ?? [] })),
    categories: pack.categories.map((c) => ({
      code: c.code,
      label: c.name,
      leaf: policy.isLeaf(c.code),
      path: policy
        .categoryPath(c.code)
        .slice(1)
        .map((p) => policy.category(p)?.name ?? p)
        .reverse()
        .join(' › '),
      initials: initials(c.name),
      words: c.words ?? [],
    })),
    units: pack.units
      .filter((u) => u.kind !== 'centre')
      .map((u) => ({ code: u.code, label: u.name, short: u.short ?? u.name, kind: u.kind, parent: u.parent, initials: initials(u.name) })),
    places: pack.gazetteer.map((p) => ({
      code: p.code,
      label: p.name,
      level: p.level,
      parent: p.parent,
      aliases: p.aliases ?? [],
      landmarks: p.landmarks ?? [],
      initials: initials(p.name),
    })),
    reasons: {
      return: pack.returns.reasons.map(option),
      extension: pack.extensions.reasons.map(option),
      pause: pack.pauses.reasons.map(option),
      review: pack.reviews?.reasons.map(option) ?? [],
      refusal: pack.intake.refusals.map((r) => ({ ...option(r), channel: r.channel, phone: r.phone })),
      unsolved: pack.handling.unsolvedReasons.map(option),
      unreached: pack.visit.unreachedReasons.map(option),
      dissatisfied: pack.visit.dissatisfiedReasons.map(option),
      cause: pack.archive.causes.map(option),
    },
    scale: pack.visit.scale.value.map((g) => ({ code: g.code, label: g.label, satisfied: g.satisfied })),
    required: { register: pack.intake.requires.value, dispatch: pack.intake.dispatchRequires.value },
    dispositions: BY_HAND.map((code) => ({ code, label: DISPOSITIONS[code] })),
    extension: { longest: pack.extensions.longest.value, max: pack.extensions.max.value },
    terms: pack.terms,
    visitBlocks: pack.visit.blocks.value,
    parked: pack.intake.parked.value,
    undoSeconds: pack.dispatch.undoSeconds.value,
  }
  catalogues.set(policy, made)
  return made
}

export function catalogueRoutes(app: FastifyInstance, shell: Shell) {
  app.get('/api/catalogue', { schema: { summary: '可选项目录' } }, async (request) => {
    const { policy } = await shell.packs.current(signedIn(request).centre)
    return catalogueOf(policy)
  })
}
