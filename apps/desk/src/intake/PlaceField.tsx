import { PinyinPicker } from '@huying/ui'
import { Input } from 'antd'
import { useMemo } from 'react'
import { useCatalogue } from '../session.tsx'
import { useDesk } from './DeskContext.ts'
import { Entry } from './Entry.tsx'
import { fieldId } from './form.ts'
import { Adopting } from './MatterFields.tsx'
import { placePaths } from './places.ts'

/** 地点: the area by code, the written address, and the room, which is sealed. */
export function PlaceField() {
  const { work, patch } = useDesk()
  const { form } = work
  const { places } = useCatalogue()
  const options = useMemo(() => placePaths(places), [places])
  return (
    <div className="ik-place">
      <Entry field="region" label="地点">
        {(control) => (
          <Adopting field="region" empty={form.region === undefined}>
            {(hint) => (
              <PinyinPicker
                {...control}
                options={options}
                value={form.region}
                onChange={(region) => patch({ region })}
                hint={hint ?? '区域，如街道首字母'}
              />
            )}
          </Adopting>
        )}
      </Entry>
      <Input
        id={fieldId('place')}
        aria-label="详细地点：路名、小区、楼栋"
        placeholder="路名、小区、楼栋"
        autoComplete="off"
        maxLength={300}
        value={form.place}
        onChange={(event) => patch({ place: event.target.value })}
      />
      <Input
        id={fieldId('room')}
        aria-label="门牌房号，加密保存"
        title="加密保存，列表和统计中不显示"
        placeholder="房号（加密）"
        autoComplete="off"
        maxLength={60}
        value={form.room}
        onChange={(event) => patch({ room: event.target.value })}
      />
    </div>
  )
}
