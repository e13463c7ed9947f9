/** 任务: what somebody owes by a time; told to the unit, done with evidence, seen by nobody else. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type City, HOUR, openCity } from '../server/test/rig.ts'
import { done, roadOf } from './road.ts'

let city: City
beforeAll(async () => {
  city = await openCity('xiangtan', '2024-11-04T09:00')
})
afterAll(() => city.close())

test('a part of an order becomes a task of the unit, which is told of it, does it with evidence, and no other unit sees it', async () => {
  const { order } = await roadOf(city).inHand()
  const head = await city.as('centre_head')
  const owner = await city.as('handler', 'urban')
  const stranger = await city.as('handler', 'police')
  const { number } = done(await head.get(`/api/orders/${order}`)).body.state
  const task = {
    kind: 'part',
    about: { noun: 'order', id: order },
    unit: 'urban',
    what: '排查相邻两栋的楼道灯',
    due: city.now() + 48 * HOUR,
  }
  expect((await owner.post('/api/tasks', task)).status).toBe(403)
  const { id } = done(await head.post('/api/tasks', task)).body

  const listed = async (tab = 'todo') => done(await owner.get(`/api/tasks/list/${tab}`)).body
  const name = `${city.pack.units.find((u) => u.code === 'urban')?.name}`
  expect(await listed()).toMatchObject({ mayOpen: false, rows: [{ id, unitName: name, what: task.what, about: { name: number } }] })
  expect((await head.get('/api/tasks/list/todo')).body.mayOpen).toBe(true)
  expect((await owner.get('/api/notices')).body.lists).toContainEqual(expect.objectContaining({ page: 'tasks', list: 'todo', count: 1 }))
  expect((await stranger.get('/api/tasks/list/todo')).body.rows).toEqual([])
  expect((await stranger.post(`/api/tasks/${id}/done`, { evidence: '已排查' })).status).not.toBe(200)

  done(await owner.post(`/api/tasks/${id}/done`, { evidence: '两栋共换灯四盏，居民已确认。' }))
  expect((await listed()).rows).toEqual([])
  expect((await listed('done')).rows).toMatchObject([{ id, endedBy: owner.name, endedAt: city.now() }])
  expect((await head.get(`/api/tasks/${id}`)).body.state.evidence).toBe('两栋共换灯四盏，居民已确认。')
})

test('what a task is about is looked up only where it is one of ours', async () => {
  const head = await city.as('centre_head')
  const unit = 'urban'
  const open = (about: object) => head.post('/api/tasks', { kind: 'promise', about, unit, what: '约定年底前完成改造' })
  done(await open({ noun: 'order', id: 'no such thing' }))
  done(await open({ noun: 'unit', id: unit }))
  const { rows } = done(await head.get('/api/tasks/list/todo?kind=promise')).body
  expect(rows.map((r: { about: { name: string } }) => r.about.name).sort()).toEqual(
    ['', `${city.pack.units.find((u) => u.code === unit)?.name}`].sort(),
  )
})
