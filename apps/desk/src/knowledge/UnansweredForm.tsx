import { post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import { useCatalogue } from '../session.tsx'

interface UnansweredFormProps {
  category?: string
  onDone: (unitName: string) => unknown
  onClose: () => void
}

/** 无答案: becomes a task of the unit that owns the matter, due in three working days. */
export function UnansweredForm({ category, onDone, onClose }: UnansweredFormProps) {
  const { categories } = useCatalogue()
  return (
    <AskForm
      asks={[
        { key: 'question', label: '诉求人问了什么', kind: 'area', required: true, rows: 4, max: 500, hint: '只写问题，不写姓名和号码' },
        {
          key: 'category',
          label: '事项',
          kind: 'pick',
          options: categories.filter(({ leaf }) => leaf),
          hint: '据此找到归口单位；不填由本中心补录',
        },
      ]}
      initial={{ category: category ?? '' }}
      button="请归口单位补录"
      onClose={onClose}
      send={async (given) => {
        const { unitName } = await post<{ unitName: string }>('/api/knowledge/unanswered', given)
        await onDone(unitName)
      }}
    />
  )
}
