import './request.css'
import { LoadingRows, Overlays, Page, Timeline } from '@huying/ui'
import { errorLine } from '../api.ts'
import { Notice } from '../frame/Notice.tsx'
import { useHeldMark } from '../retention/queries.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import { useWhereId } from '../where.ts'
import { REQUEST_WORDS } from '../words.ts'
import { CanDo } from './CanDo.tsx'
import { Outcome } from './Outcome.tsx'
import { Said } from './Said.tsx'
import { courseOf } from './sentences.ts'
import { useRequest } from './useRequest.ts'

/** 诉求: one thing one person asked; also where no order came of it. */
export function RequestPage() {
  const { request, course, error, loading, acted } = useRequest(useWhereId())
  const words = useCatalogue()
  const held = useHeldMark('requests', request?.id)
  if (error) return <Notice title="没有打开这件诉求" error={errorLine(error)} />
  if (loading || !request) return <LoadingRows rows={8} />
  const { state } = request
  return (
    <Page
      title={state.title}
      overlays={
        <Overlays
          max={6}
          items={[
            { key: 'stage', label: REQUEST_WORDS[state.stage], kind: 'soft' },
            ...(state.confidential ? [{ key: 'confidential', label: '保密' }] : []),
            ...held,
            ...(state.erasedAt === undefined ? [] : [{ key: 'erased', label: '个人信息已删除' }]),
            ...state.marks.map(({ kind, level }) => ({ key: kind, label: words.markName(kind, level) })),
          ]}
        />
      }
      trail={
        <span>
          {words.term('request', '诉求')} {state.number} · {words.typeName(state.type)} · {words.categoryPath(state.category)} ·{' '}
          {words.channelName(state.channel)} · {momentText(state.registeredAt)} 登记
          {state.externalNumber && ` · 原编号 ${state.externalNumber}`}
        </span>
      }
    >
      <div className="rq-grid">
        <Said state={state} />
        <section className="rq-block rq-course" aria-label="经过">
          <h2>经过</h2>
          <Timeline days={courseOf(course?.lines ?? [], words)} />
        </section>
        <div className="rq-side">
          <CanDo request={request} onDone={acted} />
          <Outcome state={state} course={course} />
        </div>
      </div>
    </Page>
  )
}
