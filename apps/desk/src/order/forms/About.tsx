/** What the one who decides has to see: what was asked, on which ground, and what was answered. */
import { RESOLUTION_WORDS } from '../../words.ts'
import { momentText } from '../../time.ts'
import { Cited } from '../files/Cited.tsx'
import type { Ask } from './spec.ts'

type Part = readonly [label: string, text: string | undefined]

function Asked({ head, parts }: { head: string; parts: readonly Part[] }) {
  return (
    <dl className="dk-asked">
      <div>
        <dt>{head}</dt>
      </div>
      {parts.map(([label, text]) =>
        text ? (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ) : null,
      )}
    </dl>
  )
}

const open = <T extends { ruled?: unknown }>(acts: readonly T[] | undefined): T | undefined => acts?.find(({ ruled }) => !ruled)

export function ReturnAsked({ ask: { assignment, words } }: { ask: Ask }) {
  const asked = open(assignment?.returns)
  if (!asked) return null
  const { at, by, unit, reason, facts, basis, suggested } = asked
  return (
    <Asked
      head={`${words.unitName(unit)} ${by} ${momentText(at)} 申请退单`}
      parts={[
        ['原因', words.reasonName('return', reason)],
        ['核查事实', facts],
        ['依据', basis],
        ['建议单位', suggested && words.unitName(suggested)],
      ]}
    />
  )
}

export function ExtensionAsked({ ask: { assignment, words } }: { ask: Ask }) {
  const asked = open(assignment?.extensions)
  if (!asked || !assignment) return null
  const { at, by, reason, text, length, told } = asked
  return (
    <Asked
      head={`${words.unitName(assignment.unit)} ${by} ${momentText(at)} 申请延期 ${length.amount} ${length.unit === 'workday' ? '个工作日' : '日'}`}
      parts={[
        ['原因', words.reasonName('extension', reason)],
        ['说明', text],
        ['诉求人', told ? '已告知' : '未告知'],
      ]}
    />
  )
}

export function PauseAsked({ ask: { assignment, words } }: { ask: Ask }) {
  const asked = open(assignment?.pauses)
  if (!asked || !assignment) return null
  const { at, by, reason, text, nextUpdate } = asked
  return (
    <Asked
      head={`${words.unitName(assignment.unit)} ${by} ${momentText(at)} 申请暂停计时`}
      parts={[
        ['原因', words.reasonName('pause', reason)],
        ['等待', text],
        ['下次更新', nextUpdate],
      ]}
    />
  )
}

export function RulingAsked({ ask: { assignment, words } }: { ask: Ask }) {
  const asked = open(assignment?.rulings)
  if (!asked) return null
  const { at, by, unit, text, suggested } = asked
  return (
    <Asked
      head={`${words.unitName(unit)} ${by} ${momentText(at)} 申请会商`}
      parts={[
        ['争议和依据', text],
        ['建议单位', suggested && words.unitName(suggested)],
      ]}
    />
  )
}

export function UnreasonableAsked({ ask: { order, words } }: { ask: Ask }) {
  const asked = order.state.unreasonable
  if (!asked) return null
  return (
    <Asked
      head={`${words.unitName(asked.unit)} ${asked.by} ${momentText(asked.at)} 申请无理诉求认定`}
      parts={[
        ['依据', asked.basis],
        ['解释说明', asked.explained],
      ]}
    />
  )
}

/** Both texts of the last reply, as they will be signed or reviewed, and the files that go with them. */
export function ReplyAsked({ ask: { order, assignment, words } }: { ask: Ask }) {
  const reply = assignment?.replies.at(-1)
  if (!assignment || !reply) return null
  const reason = reply.unsolvedReason && words.reasonName('unsolved', reply.unsolvedReason)
  const result = `${reply.isTrue ? '属实' : '不属实'} · ${RESOLUTION_WORDS[reply.solved]}${reason ? `（${reason}）` : ''}`
  return (
    <>
      <Asked
        head={`${words.unitName(assignment.unit)} ${reply.by} ${momentText(reply.at)} 拟写 · ${result}`}
        parts={[
          ['答复诉求人', reply.public],
          ['办理情况', reply.internal],
          ['重办方案', reply.plan],
          ['超职责', reply.outOfDuty],
        ]}
      />
      <Cited order={order.id} ids={reply.attachments ?? []} />
    </>
  )
}
