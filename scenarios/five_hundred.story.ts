/** Five hundred requests from registration to closed, redone, refused or withdrawn, and every rule of counting at the end. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import type { Policy } from '@huying/core/policy/policy'
import { randomFrom } from '@huying/simulate/random'
import { fill, spotIn } from '@huying/simulate/texts'
import { describe, expect, test } from 'vitest'
import { readTextFrames } from '../server/src/simulate/seed.ts'
import { addedUp, fromJournal, fromRows, unlikeTheirEvents } from '../server/test/recount.ts'
import { openCity } from '../server/test/rig.ts'
import { FiveHundred, type Told } from './five_hundred.ts'

const PEOPLE = 500
/** Real messages lie beside the project and are no part of it. */
const REAL = path.join(import.meta.dirname, '../../shared/data/taidi-c-classify/dev.jsonl')

/** Texts of our own, the same for ever. */
async function ourTexts(policy: Policy): Promise<Told[]> {
  const random = randomFrom(500)
  const texts = await readTextFrames(path.join(import.meta.dirname, '../packages/simulate/texts'))
  const owed = texts.frames.filter((f) => f.type !== 'praise' && policy.isLeaf(f.category))
  return Array.from({ length: PEOPLE }, () => {
    const frame = random.pick(owed)
    const spot = spotIn(policy, random)
    const say = (sentence: string) => fill(sentence, spot, texts, random)
    const { type, category } = frame
    return {
      type,
      category,
      title: say(frame.title).slice(0, 58),
      content: say(frame.content),
      wants: frame.wants ? say(frame.wants) : '请尽快处理',
      internal: say(frame.internal),
      public: say(frame.public),
    }
  })
}

/** Where messages of a class go here. */
const LEAVES: Record<string, string> = {
  城乡建设: 'urban.facility',
  劳动和社会保障: 'urban.green',
  教育文体: 'urban.lighting',
  商贸旅游: 'urban.vending',
  环境保护: 'urban.cleaning',
  卫生计生: 'urban.drainage',
  交通运输: 'urban.parking',
}
function realTexts(): Told[] {
  const lines = readFileSync(REAL, 'utf8').trim().split('\n').slice(0, PEOPLE)
  return lines.map((line) => {
    const { title, body, label } = JSON.parse(line) as { title: string; body: string; label: string }
    const content = (body || title).slice(0, 4000)
    return {
      type: 'help',
      category: LEAVES[label] ?? 'urban.facility',
      title: [...(title || content)].slice(0, 60).join(''),
      content,
      wants: '请尽快处理并告知结果',
      internal: '已到现场核实，按职责办理完毕。',
      public: '您反映的问题已办理完毕，感谢您的监督。',
    }
  })
}

async function play(texts: (policy: Policy) => Promise<Told[]> | Told[], byPhone: boolean) {
  const city = await openCity('xiangtan', '2024-11-04T09:00')
  try {
    const { policy } = await city.shell.packs.current(city.centre)
    const all = new FiveHundred(city, randomFrom(12345))
    await all.register(await texts(policy), byPhone)
    await all.withdraw()
    await all.dispatch()
    city.at('2024-11-05T09:00')
    await all.handle(1)
    await all.callBack(1)
    city.at('2024-11-06T15:00')
    await all.handle(2, all.redoing())
    await all.callBack(2)

    const b = (await (await city.as('analyst')).get('/api/bulletin/2024-11')).body
    const [accepted, sent] = [PEOPLE - all.count('refused', 'transferred'), all.count('sent', 'joined', 'withdrawn')]
    expect(b.requests).toMatchObject({
      accepted,
      answered: all.count('answered'),
      sent,
      undecided: 0,
      refused: all.count('refused'),
      transferred: all.count('transferred'),
      withdrawn: all.count('withdrawn'),
      merged: all.count('joined'),
    })
    const calls = byPhone ? PEOPLE : 0
    expect(b.contacts).toMatchObject({ calls, answered: calls })
    expect(b.orders).toMatchObject({ opened: all.count('sent'), closed: all.count('sent') })
    expect(b.identities.filter((i: { holds: boolean }) => !i.holds)).toEqual([])
    const calledBack = all.count('sent', 'joined')
    const answers = [...all.said.values()]
    expect(answers).toHaveLength(calledBack)
    const rated = answers.filter((s) => s.satisfied)
    expect(b.visited).toMatchObject({ numerator: calledBack, denominator: calledBack, percent: '100.00%' })
    expect(b.satisfied).toMatchObject({ numerator: rated.filter((s) => s.satisfied !== 'dissatisfied').length, denominator: rated.length })
    expect(b.solved).toMatchObject({ numerator: answers.filter((s) => s.solved === 'solved').length, denominator: calledBack })
    expect(b.paper.suspected).toBe(answers.filter((s) => s.solved !== 'solved').length)
    expect(all.redone.size).toBeGreaterThan(10)
    const rate = (code: string) => b.measures.find((m: { code: string }) => m.code === code)
    expect(rate('redo-rate')).toMatchObject({ numerator: all.redone.size, denominator: all.count('sent') })

    const { rows } = await city.pool.query<{ stage: string; n: number }>('select stage, count(*)::int as n from service_request group by 1')
    expect(Object.fromEntries(rows.map((r) => [r.stage, r.n]))).toEqual({
      answered: all.count('answered'),
      refused: all.count('refused'),
      transferred: all.count('transferred'),
      withdrawn: all.count('withdrawn'),
      closed: calledBack,
    })
    const added = await addedUp(city)
    expect(added).toEqual(await fromRows(city))
    expect(added).toEqual(await fromJournal(city))
    expect(await unlikeTheirEvents(city)).toEqual([])
  } finally {
    await city.close()
  }
}

describe('five hundred requests', () => {
  test(
    'in words of our own: everybody is answered, refused, transferred, withdrawn, or called back; the figures are those counted by hand',
    () => play(ourTexts, true),
    300_000,
  )

  test.skipIf(!existsSync(REAL))('in the words of real people, where they lie beside the project', () => play(realTexts, false), 300_000)
})
