import { countText } from '@huying/core/request/input'
import { type Fact, Facts, Masked } from '@huying/ui'
import { errorLine, post } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { momentText } from '../time.ts'
import type { RequestState } from './types.ts'

interface Revealed {
  name?: string
  callNumber?: string
  contactNumber?: string
}

/** The region before the written place, unless it says so itself. */
const placeText = (region: string, text = '') => (text.includes(region) ? text : `${region} ${text}`.trim())

/** What was said, by whom, where; numbers masked, each look with its reason on record. */
export function Said({ state }: { state: RequestState }) {
  const words = useCatalogue()
  const { requester, place } = state
  const reveal = (part: keyof Revealed) => async (why?: string) => {
    try {
      const all = await post<Revealed>(`/api/requests/${state.id}/reveal`, { why })
      return { value: all[part] ?? '' }
    } catch (error) {
      return { error: errorLine(error) }
    }
  }
  const masked = (label: string, part: keyof Revealed, value: string | undefined): Fact[] =>
    value ? [{ label, value: <Masked value={value} label={label} askReason onReveal={reveal(part)} /> }] : []
  return (
    <section className="rq-block" aria-label="诉求内容">
      <h2>诉求人怎么说</h2>
      <p className="rq-words">{state.content}</p>
      {state.appended.map(({ at, by, text }) => (
        <p key={at} className="rq-words">
          <span className="hy-mute">
            {momentText(at)} {by} 补充
          </span>
          <br />
          {text}
        </p>
      ))}
      <Facts
        items={[
          { label: '希望结果', value: state.wants },
          { label: '地点', value: placeText(words.placeName(place.region), place.text) },
          { label: '发生时间', value: state.since },
          ...(state.affected ? [{ label: '影响范围', value: countText(state.affected) }] : []),
          ...(state.alike ? [{ label: '同样情况', value: countText(state.alike) }] : []),
          ...Object.entries(state.facts ?? {}).map(([code, value]) => ({ label: words.term(`fact.${code}`, code), value })),
        ]}
      />
      <h3>诉求人</h3>
      <Facts
        items={[
          ...(requester.kind === 'firm' ? [{ label: '企业', value: requester.company }] : []),
          ...(requester.name ? masked('姓名', 'name', requester.name) : [{ label: '姓名', value: undefined }]),
          ...masked('来电号码', 'callNumber', requester.callNumber),
          ...masked('联系号码', 'contactNumber', requester.contactNumber),
          {
            label: '告知单位',
            value: state.confidential ? '保密，承办单位看不到诉求人' : state.shareNumber ? '可以把号码告知承办单位' : '不告知号码',
          },
        ]}
      />
    </section>
  )
}
