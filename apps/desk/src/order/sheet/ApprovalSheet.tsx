import { useCatalogue } from '../../session.tsx'
import { fullText, momentText } from '../../time.ts'
import { CONTACT_PURPOSES, CONTACT_RESULTS, RESOLUTION_WORDS } from '../../words.ts'
import { closing } from '../ClockSide.tsx'
import type { AssignmentState, OrderAnswer } from '../types.ts'
import { Barcode } from './Barcode.tsx'

interface ApprovalSheetProps {
  order: OrderAnswer
  share: AssignmentState
  code: string
}

/** 工单办理审批单: what is to be answered, with room for the hands that sign it and the seal. */
export function ApprovalSheet({ order, share, code }: ApprovalSheetProps) {
  const words = useCatalogue()
  const { state, members } = order
  const reply = share.replies.at(-1)
  const clock = closing(order, share.no)
  const [member] = members
  if (!reply) return null
  const reason = reply.unsolvedReason && words.reasonName('unsolved', reply.unsolvedReason)
  return (
    <>
      <header className="sh-head">
        <div>
          <p>{words.unitName(share.unit)}</p>
          <h1>工单办理审批单</h1>
        </div>
        <Barcode code={code} />
      </header>
      <table>
        <tbody>
          <tr>
            <th>工单编号</th>
            <td>{state.number}</td>
            <th>办理截止</th>
            <td>{clock ? fullText(clock.due) : ''}</td>
          </tr>
          <tr>
            <th>类型事项</th>
            <td colSpan={3}>
              {words.typeName(state.type)} · {words.categoryPath(state.category)}
            </td>
          </tr>
          <tr>
            <th>诉求人</th>
            <td>{member?.person ? [member.person.name ?? '未留姓名', member.person.number].filter(Boolean).join(' ') : '保密'}</td>
            <th>诉求件数</th>
            <td>{members.length} 件</td>
          </tr>
          <tr>
            <th>标题</th>
            <td colSpan={3}>{state.title}</td>
          </tr>
          <tr>
            <th>诉求内容</th>
            <td colSpan={3} className="sh-text">
              {member?.content ?? state.content}
            </td>
          </tr>
          <tr>
            <th>联系情况</th>
            <td colSpan={3} className="sh-text">
              {share.contacts.length === 0
                ? '未登记联系'
                : share.contacts.map(({ at, by, result, purpose, note }) => (
                    <p key={at}>
                      {momentText(at)} {by} {CONTACT_PURPOSES[purpose]}，{CONTACT_RESULTS[result]}
                      {note ? `：${note}` : ''}
                    </p>
                  ))}
            </td>
          </tr>
          <tr>
            <th>办理情况</th>
            <td colSpan={3} className="sh-text">
              {reply.internal}
              {reply.plan && <p>重办方案：{reply.plan}</p>}
            </td>
          </tr>
          <tr>
            <th>拟答复内容</th>
            <td colSpan={3} className="sh-text sh-tall">
              {reply.public}
            </td>
          </tr>
          <tr>
            <th>办理结果</th>
            <td colSpan={3}>
              {reply.isTrue ? '属实' : '不属实'} · {RESOLUTION_WORDS[reply.solved]}
              {reason && `（${reason}）`}
            </td>
          </tr>
          <tr className="sh-sign">
            <th>经办人</th>
            <td>
              {reply.by}
              <br />
              {momentText(reply.at)}
            </td>
            <th>科室负责人</th>
            <td>　　　年　　月　　日</td>
          </tr>
          <tr className="sh-sign">
            <th>分管领导意见</th>
            <td>　　　年　　月　　日</td>
            <th>主要领导意见</th>
            <td>（公章）　　年　　月　　日</td>
          </tr>
        </tbody>
      </table>
      <p className="sh-note">编码与两段文字绑定：打印后改过办理情况或答复的，须重新打印签批。签字盖章后扫描，作为附件上传。</p>
    </>
  )
}
