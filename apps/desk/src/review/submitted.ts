import type { AssignmentState, OrderAnswer } from '../order/types.ts'

/** The answer that the centre judges: the lead's of the running round; what assists answered goes with it. */
export const submittedIn = ({ state }: OrderAnswer): AssignmentState | undefined =>
  state.assignments.find(
    ({ role, parent, stage, round }) => role === 'lead' && parent === undefined && stage === 'submitted' && round === state.rounds.length,
  )

export const assistsIn = ({ state }: OrderAnswer, lead: AssignmentState): AssignmentState[] =>
  state.assignments.filter(
    ({ role, parent, round, replies }) => role === 'assist' && parent === undefined && round === lead.round && replies.length > 0,
  )
