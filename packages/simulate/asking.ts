/** What a unit asks of the level above: to give the order back, to have a dispute decided, more time, a pause. */
import { MINUTE, plus } from '@huying/core/calendar'
import { assignmentOf } from '@huying/core/order/state'
import { beside } from './units.ts'
import type { Matter, World } from './world.ts'

export class Asking {
  constructor(private readonly world: World) {}

  /** 退单: granted it goes to `to`, where nobody else is named it was in vain. `then` goes on with whoever has it afterwards. */
  giveBack(id: string, no: number, matter: Matter, to: string | undefined, then: (unit: string) => void) {
    const { world } = this
    const a = world.assignment(id, no)
    const suggested = a && (to ?? beside(a.unit, world.policy, world.random))
    if (!a || !suggested) return
    const clause = world.order(id)?.proposal?.clause ?? '职责清单'
    const name = world.policy.unit(suggested)?.name ?? ''
    const words = world.words(world.texts.returns, matter)
    const put = (text: string) => world.say(text.replaceAll('{unit}', name).replaceAll('{clause}', clause), matter)
    const asked = world.act(world.people.desk(a.unit), id, 'request_return', {
      assignment: no,
      reason: world.policy.pack.returns.reasons[0]?.code,
      facts: put(words?.facts ?? '经核查，该事项属{unit}职责范围，本单位没有这项职能。'),
      basis: put(words?.basis ?? '{clause}'),
      suggested,
    })
    if (!asked) return then(a.unit)
    const parent = a.parent === undefined ? undefined : world.assignment(id, a.parent)?.unit
    world.at(world.office(world.habits.ruled), () => {
      const ruling = to ? { granted: true, to } : { granted: false, note: '按职责清单，该事项仍由你单位办理，请抓紧核实。' }
      if (world.act(world.people.above(parent), id, 'rule_return', { assignment: no, ...ruling })) then(to ?? a.unit)
    })
  }

  /** 申请会商: the centre says whose it is; mostly it stays. */
  dispute(id: string, no: number, then: () => void) {
    const { world } = this
    const a = world.assignment(id, no)
    if (!a) return
    const asked = world.act(world.people.desk(a.unit), id, 'request_ruling', {
      assignment: no,
      text: '该处涉及权属移交，建设单位和管养单位尚未办理交接，双方对管护责任认识不一，请中心组织会商明确主办单位。',
    })
    if (!asked) return then()
    world.at(world.office(world.habits.conferred), () => {
      const basis = '经会商，按“谁审批谁监管、管行业必须管安全”和属地责任，由现承办单位主办，相关单位配合。'
      if (world.act(world.people.centre('dispatch_review', 3), id, 'give_ruling', { assignment: no, unit: a.unit, basis })) then()
    })
  }

  /** 延期: asked for before the deadline; most units get it. `then` goes on when the word has come. */
  extend(id: string, no: number, then: () => void) {
    const { world } = this
    const a = world.assignment(id, no)
    if (!a) return
    const { reasons, longest } = world.policy.pack.extensions
    const days = a.parent === undefined ? Math.min(longest.value.amount, world.random.between(2, 4)) : 1
    const asked = world.act(world.people.desk(a.unit), id, 'request_extension', {
      assignment: no,
      reason: reasons[0]?.code,
      text: `需现场施工，材料已落实，受天气和工期影响预计还需${days}日，已向诉求人说明并取得理解。`,
      days,
      told: true,
    })
    if (!asked) return then()
    this.ruled(id, no, 'rule_extension', world.habits.extensionGranted, '工作量不大，请按原时限办结。', then)
  }

  /** 暂停计时: the clock waits with the unit for somebody else. */
  pause(id: string, no: number, then: () => void) {
    const { world } = this
    const a = world.assignment(id, no)
    if (!a) return
    const asked = world.act(world.people.desk(a.unit), id, 'pause', {
      assignment: no,
      reason: world.policy.pack.pauses.reasons[0]?.code,
      text: '已致函产权单位和检测机构，须待其书面反馈后才能确定处理办法。',
    })
    if (!asked) return then()
    this.ruled(id, no, 'rule_pause', world.habits.pauseGranted, '可先行采取临时措施，不宜暂停。', () => {
      const wait = world.working(world.engine.now, Math.round(world.share(world.habits.pausedHours) * 60))
      world.at(wait, () => {
        world.act(world.people.desk(a.unit), id, 'continue', { assignment: no })
        world.at(plus(world.engine.now, MINUTE), then)
      })
    })
  }

  private ruled(id: string, no: number, command: string, granted: number, refusal: string, then: () => void) {
    const { world } = this
    const order = world.order(id)
    const parent = order && assignmentOf(order, assignmentOf(order, no)?.parent)?.unit
    world.at(world.office(world.habits.ruled), () => {
      const yes = world.random.chance(granted)
      const ruling = yes ? { granted: true } : { granted: false, note: refusal }
      // A level below may not give more than it has itself: then it says no.
      if (!world.act(world.people.above(parent), id, command, { assignment: no, ...ruling }) && yes)
        world.act(world.people.above(parent), id, command, { assignment: no, granted: false, note: refusal })
      then()
    })
  }
}
