import { colleagueOptions, type Handed } from '../account/types.ts'
import { post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { type Ask, momentOf, YES } from '../form/fields.ts'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue } from '../session.tsx'
import { isoDay, nowMs } from '../time.ts'
import type { PersonAnswer } from './types.ts'
import { usePosts } from './usePosts.ts'

export type PersonAct = 'grant' | 'lend' | 'hand_on' | 'change'

interface PersonFormProps {
  act: PersonAct
  person: PersonAnswer
  onDone: (word: string) => unknown
  onClose: () => void
}

const TITLES: Record<PersonAct, string> = { grant: '授予岗位', lend: '委托代办', hand_on: '全部交接', change: '修改信息' }

export function PersonForm(props: PersonFormProps) {
  return (
    <Dialog title={TITLES[props.act]} note={props.person.name} onClose={props.onClose}>
      <Body {...props} />
    </Dialog>
  )
}

function Body({ act, person, onDone, onClose }: PersonFormProps) {
  const { city } = useCatalogue()
  const { rows, label } = usePosts()
  const url = `/api/people/${person.user_id}`
  const people = colleagueOptions(person.colleagues)
  const form = (asks: readonly Ask[], initial: Record<string, string>, send: (given: Record<string, string>) => Promise<string>) => (
    <AskForm
      asks={asks}
      initial={initial}
      button={TITLES[act]}
      onClose={onClose}
      send={async (given) => {
        await onDone(await send(given))
      }}
    />
  )
  switch (act) {
    case 'grant': {
      const central = person.unit === city.centreUnit
      const options = rows
        .filter(({ belongs }) => (belongs === 'unit') !== central)
        .map(({ code, label: word }) => ({ code, label: word, initials: '' }))
      return form(
        [
          { key: 'post', label: '岗位', kind: 'pick', required: true, options },
          { key: 'from', label: '自', kind: 'day', hint: '留空即日起' },
          { key: 'until', label: '至', kind: 'day', hint: '留空为长期' },
        ],
        {},
        async ({ post: code, from, until }) => {
          // Today means from now on; a last day counts whole.
          const start = from && from > isoDay(nowMs()) ? momentOf(from) : undefined
          await post(`${url}/posts`, { post: code, from: start, until: until ? momentOf(`${until}T23:59`) + 59_999 : undefined })
          return `已授予${label(code ?? '')}`
        },
      )
    }
    case 'lend': {
      const own = person.posts.filter(({ stand_in, to_at }) => stand_in === null && (to_at === null || to_at > nowMs()))
      const options = own.map(({ post: code }) => ({ code, label: label(code), initials: '' }))
      return form(
        [
          { key: 'post', label: '岗位', kind: 'pick', required: true, options },
          { key: 'to', label: '代办人', kind: 'pick', required: true, options: people },
          { key: 'from', label: '开始', kind: 'moment', required: true },
          { key: 'until', label: '结束', kind: 'moment', required: true },
        ],
        { post: options[0]?.code ?? '' },
        async ({ post: code, to, from = '', until = '' }) => {
          const unit = own.find((held) => held.post === code)?.unit
          await post(`${url}/stand-in`, { post: code, unit, to, from: momentOf(from), until: momentOf(until) })
          return '委托已登记'
        },
      )
    }
    case 'hand_on':
      return form(
        [{ key: 'to', label: '接手人', kind: 'pick', required: true, options: people, hint: '同一单位的在岗人员' }],
        {},
        async (given) => {
          const { done, left } = await post<Handed>(`${url}/hand-on`, given)
          return left.length > 0 ? `已交接 ${done} 件，${left.length} 件未成：${left[0]?.refusal.message ?? ''}` : `已交接 ${done} 件`
        },
      )
    case 'change':
      return form(
        [
          { key: 'name', label: '姓名', kind: 'line', required: true, max: 30 },
          { key: 'phone', label: '联系电话', kind: 'line', max: 20 },
          { key: 'outsourced', label: '外包人员', kind: 'tick' },
        ],
        { name: person.name, phone: person.phone ?? '', outsourced: person.outsourced ? YES : '' },
        async ({ outsourced, ...rest }) => {
          await post(url, { ...rest, outsourced: outsourced === YES })
          return '信息已修改'
        },
      )
  }
}
