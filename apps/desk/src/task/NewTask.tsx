import { ApiError, get, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { momentOf } from '../form/fields.ts'
import { useCatalogue } from '../session.tsx'
import { kindOptions, useTasksChanged } from './tasks.ts'

/** 新建任务: about one order, or about the unit itself where no number is given. */
export function NewTask({ own, onClose }: { own: string; onClose: () => void }) {
  const { units, city } = useCatalogue()
  const changed = useTasksChanged()
  const centre = { code: city.centreUnit, label: city.centre, initials: '' }
  return (
    <AskForm
      asks={[
        { key: 'what', label: '任务内容', kind: 'area', required: true, rows: 4, max: 500, hint: '只写要办的事，不写诉求人姓名和号码' },
        { key: 'kind', label: '种类', kind: 'choice', required: true, options: kindOptions },
        { key: 'unit', label: '责任单位', kind: 'pick', required: true, options: [centre, ...units] },
        { key: 'due', label: '期限', kind: 'moment', required: true },
        { key: 'number', label: '工单编号', kind: 'line', max: 20, hint: '不填则为单位的任务' },
      ]}
      initial={{ unit: own }}
      button="下达任务"
      onClose={onClose}
      send={async ({ what, kind, unit = own, due = '', number }) => {
        const about = number ? { noun: 'order', id: await orderOf(number) } : { noun: 'unit', id: unit }
        await post('/api/tasks', { what, kind, unit, about, due: momentOf(due) })
        await changed()
        onClose()
      }}
    />
  )
}

async function orderOf(number: string): Promise<string> {
  const { rows } = await get<{ rows: { id: string; number: string }[] }>('/api/search/orders', { q: number, limit: 2 })
  const found = rows.find((row) => row.number.replace('-', '') === number.replace('-', ''))
  if (!found) throw new ApiError({ code: 'not_found', message: '没有这个编号的工单，或您无权查看', field: 'number' }, 404)
  return found.id
}
