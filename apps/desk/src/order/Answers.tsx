import { Cited } from './files/Cited.tsx'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { RESOLUTION_WORDS } from '../words.ts'
import type { AssignmentState, OrderAnswer } from './types.ts'

/** 答复: what each unit answered, the text for the person and the account kept inside apart. */
export function Answers({ order }: { order: OrderAnswer }) {
  const { unitShort } = useCatalogue()
  const given = order.state.assignments.filter(({ replies }) => replies.length > 0).reverse()
  if (given.length === 0) return null
  return (
    <section className="or-block" aria-label="答复">
      <h2>答复</h2>
      {given.map((share, index) => (
        <details key={share.no} className="or-answer" open={index === 0}>
          <summary>
            {unitShort(share.unit)}
            <Head share={share} />
          </summary>
          <Texts order={order.id} share={share} />
        </details>
      ))}
    </section>
  )
}

function Head({ share: { replies } }: { share: AssignmentState }) {
  const reply = replies.at(-1)
  return reply ? (
    <small>
      {' '}
      {momentText(reply.at)} · {reply.isTrue ? '属实' : '不属实'} · {RESOLUTION_WORDS[reply.solved]}
      {reply.approval ? ` · ${reply.approval.by}已签批` : ''}
    </small>
  ) : null
}

function Texts({ order, share: { replies } }: { order: string; share: AssignmentState }) {
  const words = useCatalogue()
  const reply = replies.at(-1)
  if (!reply) return null
  const files = [...(reply.attachments ?? []), ...(reply.approval?.scan ? [reply.approval.scan.attachment] : [])]
  return (
    <dl className="dk-asked">
      <div>
        <dt>答复诉求人</dt>
        <dd>{reply.public}</dd>
      </div>
      <div>
        <dt>办理情况（内部）</dt>
        <dd>{reply.internal}</dd>
      </div>
      {reply.plan && (
        <div>
          <dt>重办方案</dt>
          <dd>{reply.plan}</dd>
        </div>
      )}
      {reply.unsolvedReason && (
        <div>
          <dt>未解决原因</dt>
          <dd>{words.reasonName('unsolved', reply.unsolvedReason)}</dd>
        </div>
      )}
      {files.length > 0 && (
        <div>
          <dt>附件</dt>
          <dd>
            <Cited order={order} ids={files} />
          </dd>
        </div>
      )}
    </dl>
  )
}
