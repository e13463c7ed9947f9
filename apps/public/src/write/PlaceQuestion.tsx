/** Where it is: county, then town, then words; the room apart, because the server seals it. */
import { countiesOf, type Region, townsOf } from '../catalogue.ts'
import { describedBy, Group, OPTIONAL } from '../parts/Block.tsx'
import { type Form, idOf } from './form.ts'

export function PlaceQuestion({ form, regions }: { form: Form; regions: readonly Region[] }) {
  const { draft, set, errorOf, leave } = form
  const id = idOf('place')
  const error = errorOf('place')
  const towns = townsOf(regions, draft.county)
  const text = `${id}-text`
  return (
    <Group id={id} label="在哪里？" error={error}>
      <Pick
        id={id}
        label="区县"
        none="请选择区县"
        regions={countiesOf(regions)}
        value={draft.county}
        described={describedBy({ id, error })}
        onValue={(county) => set({ county, town: '' })}
      />
      {towns.length > 0 && (
        <Pick id={`${id}-town`} label="街道、乡镇" none="不清楚" regions={towns} value={draft.town} onValue={(town) => set({ town })} />
      )}
      <label className="sub" htmlFor={text}>
        详细地点
      </label>
      <input
        id={text}
        className="field"
        autoComplete="off"
        aria-describedby={`${text}-tip`}
        value={draft.place}
        onChange={(event) => set({ place: event.target.value })}
        onBlur={() => leave('place')}
      />
      <p className="tip" id={`${text}-tip`}>
        路名、小区、楼栋，或者附近的店铺、站点。
      </p>
      <label className="sub" htmlFor={`${id}-room`}>
        门牌、房号<i>{OPTIONAL}，加密保存</i>
      </label>
      <input
        id={`${id}-room`}
        className="field"
        autoComplete="off"
        maxLength={200}
        value={draft.room}
        onChange={(event) => set({ room: event.target.value })}
      />
    </Group>
  )
}

interface PickProps {
  id: string
  label: string
  none: string
  regions: Region[]
  value: string
  described?: string
  onValue: (code: string) => void
}

function Pick({ id, label, none, regions, value, described, onValue }: PickProps) {
  return (
    <>
      <label className="sub" htmlFor={id}>
        {label}
      </label>
      <select id={id} className="field" value={value} aria-describedby={described} onChange={(event) => onValue(event.target.value)}>
        <option value="">{none}</option>
        {regions.map(({ code, label }) => (
          <option key={code} value={code}>
            {label}
          </option>
        ))}
      </select>
    </>
  )
}
