import { WHOLE_AREA } from '@huying/core/knowledge/area'
import { post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import type { Ask } from '../form/fields.ts'
import { useCatalogue } from '../session.tsx'
import { type AnswerTask, type Entry } from './types.ts'

interface EntryFormProps {
  /** A new version of it; without it a new entry. */
  entry?: Entry
  /** The task that it answers. */
  task?: AnswerTask
  onDone: () => unknown
  onClose: () => void
}

/** 发布口径: always a version of its own; what was quoted before stays. */
export function EntryForm({ entry, task, onDone, onClose }: EntryFormProps) {
  const { categories, units, places, city } = useCatalogue()
  const owners = [{ code: city.centreUnit, label: city.centre, initials: '' }, ...units]
  const areas = [{ code: WHOLE_AREA, label: '全域', initials: 'qy' }, ...places]
  const asks: Ask[] = [
    ...(entry
      ? []
      : [
          {
            key: 'code',
            label: '编号',
            kind: 'line' as const,
            required: true,
            max: 60,
            hint: '小写字母、数字和点，如 hukou.move-in；发布后不变',
          },
        ]),
    { key: 'title', label: '标题', kind: 'line', required: true, max: 80 },
    { key: 'agent', label: '话务口径（读给诉求人）', kind: 'area', required: true, rows: 4, max: 2000 },
    { key: 'citizen', label: '公开口径（书面）', kind: 'area', required: true, rows: 4, max: 2000 },
    { key: 'category', label: '事项', kind: 'pick', options: categories.filter(({ leaf }) => leaf) },
    { key: 'unit', label: '归口单位', kind: 'pick', required: true, options: owners },
    { key: 'area', label: '适用范围', kind: 'pick', options: areas },
    { key: 'words', label: '检索词', kind: 'line', max: 400, hint: '用顿号隔开：群众常用的说法' },
    { key: 'title_', label: '出处', kind: 'line', required: true, max: 200, hint: '文件标题或单位答复' },
    { key: 'section', label: '条款', kind: 'line', max: 60 },
    { key: 'from', label: '生效日期', kind: 'day' },
    { key: 'to', label: '失效日期', kind: 'day', hint: '到期自动检索不到' },
  ]
  return (
    <AskForm
      asks={asks}
      initial={initialOf(entry, task)}
      button="发布口径"
      onClose={onClose}
      send={async ({ code, title, agent, citizen, category, unit, area, words, title_: source = '', section, from, to }) => {
        await post('/api/knowledge', {
          code: entry?.code ?? code,
          title,
          agent,
          citizen,
          category,
          unit,
          area,
          from,
          to,
          task: task?.id,
          words: words?.split(/[、，,\s]+/).filter(Boolean),
          source: { title: source, ...(section ? { section } : {}) },
        })
        await onDone()
      }}
    >
      {task && (
        <div className="dk-asked">
          <p>{task.what}</p>
          {task.evidence && <p className="hy-second">{`${task.unitName}答复：${task.evidence}`}</p>}
        </div>
      )}
    </AskForm>
  )
}

const initialOf = (entry: Entry | undefined, task: AnswerTask | undefined): Record<string, string> =>
  entry
    ? {
        title: entry.title,
        agent: entry.agentText,
        citizen: entry.citizenText,
        category: entry.category ?? '',
        unit: entry.unit ?? '',
        area: entry.area,
        words: entry.words.join('、'),
        title_: entry.source?.title ?? '',
        section: entry.source?.section ?? '',
        from: entry.fromDay ?? '',
        to: entry.toDay ?? '',
      }
    : {
        area: WHOLE_AREA,
        category: task?.category ?? '',
        unit: task?.unit ?? '',
        agent: task?.evidence ?? '',
        citizen: task?.evidence ?? '',
        title_: task?.evidence ? `${task.unitName}答复` : '',
      }
