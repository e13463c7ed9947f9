import { ErrorLine } from '@huying/ui'
import { useDesk } from './DeskContext.ts'
import { usePreview } from './queries.ts'
import type { Preview } from './server.ts'

/** 承办单位 and 截止时间 with why and source, before anything is submitted. */
export function WhyBox() {
  const { form } = useDesk().work
  const preview = usePreview(form)
  const known = form.type !== undefined && form.category !== undefined
  return (
    <div className="ik-all ik-why" aria-live="polite">
      {!known && <p className="hy-mute">选好诉求类型和事项后，这里显示承办单位和截止时间。</p>}
      {known && preview.isError && <ErrorLine tone="note" what="承办单位和截止时间暂时算不出，不影响登记。" />}
      {known && preview.data && <Known {...preview.data} />}
    </div>
  )
}

const ASSUMED = '〔默认，待确认〕'
const titled = (source: { title?: string; section?: string } | undefined) =>
  source?.title ? `依据：《${source.title}》${source.section ?? ''}` : undefined

function Known({ unit, why, clause, source, assumed, dueText, dueWhy = [], dueSource, provisional }: Preview) {
  const reasons = [why !== clause && why, clause].filter(Boolean).join('；')
  return (
    <dl>
      <div>
        <dt>承办单位</dt>
        <dd className="ik-why-big">{unit?.name ?? '待派单时确定'}</dd>
        <dd>
          {reasons}
          {assumed && ASSUMED}
        </dd>
        <dd>{titled(source)}</dd>
      </div>
      <div>
        <dt>截止时间</dt>
        <dd className="ik-why-big">{dueText ?? '没有相应的时限规定'}</dd>
        <dd>
          {dueWhy.slice(1).join('；')}
          {provisional && '；截止时间为暂定（放假安排未公布）'}
        </dd>
        <dd>{titled(dueSource)}</dd>
      </div>
    </dl>
  )
}
