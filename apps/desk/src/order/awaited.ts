/** Who is awaited now, in a few words: the line above the course. */
import type { Catalogue } from '../catalogue.ts'
import type { AssignmentState, OrderAnswer } from './types.ts'

const OWES: Readonly<Partial<Record<AssignmentState['stage'], string>>> = {
  sent: '签收',
  working: '提交办结',
  sent_back: '修改后重新提交',
  signing: '领导签批',
}

export function awaited({ state, members }: OrderAnswer, words: Catalogue): string[] {
  const centre = words.term('centre', '热线中心')
  switch (state.stage) {
    case 'pooled':
      return [`${centre}派发`]
    case 'reviewing':
      return [`${centre}审核`]
    case 'visiting':
      return [`回访诉求人${members.length > 1 ? `（${state.members.filter((m) => m.to === undefined && !m.settled).length} 件）` : ''}`]
    case 'dispatched':
    case 'working':
      return state.assignments.filter(({ round }) => round === state.rounds.length).flatMap((one) => owed(one, state.assignments, words))
    case 'closed':
    case 'archived':
    case 'void':
      return []
  }
}

function owed(one: AssignmentState, all: readonly AssignmentState[], words: Catalogue): string[] {
  const name = words.unitShort(one.unit)
  const above = one.parent === undefined ? words.term('centre', '热线中心') : words.unitShort(all.find(({ no }) => no === one.parent)?.unit)
  if (one.stage === 'returning') return [`${above}裁定${name}的退单`]
  if (one.stage === 'submitted' && one.parent !== undefined) return [`${above}审核${name}的办理结果`]
  const asked = [
    ...(one.extensions.some(({ ruled }) => !ruled) ? [`${above}审批${name}的延期`] : []),
    ...(one.pauses.some(({ ruled }) => !ruled) ? [`${above}审批${name}的暂停`] : []),
    ...(one.rulings.some(({ ruled }) => !ruled) ? [`${above}定责（${name}申请会商）`] : []),
  ]
  const owes = OWES[one.stage]
  return owes ? [...asked, `${name}${owes}`] : []
}
