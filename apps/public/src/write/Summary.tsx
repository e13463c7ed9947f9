/** Everything once more before it is sent (核对), each line with its way back. */
import { type Catalogue, labelOf } from '../catalogue.ts'
import { digitsOf, showPhone, toPhone } from '../words/numbers.ts'
import { creditCodeOf, NAMES } from './check.ts'
import { type Draft, type Field, titleOf } from './draft.ts'
import { KINDS, SHARE } from './PersonQuestions.tsx'

interface Row {
  field: Field
  name: string
  value: string
}

export function Summary({ draft, catalogue, onEdit }: { draft: Draft; catalogue: Catalogue; onEdit: (field: Field) => void }) {
  return (
    <dl className="summary">
      {rowsOf(draft, catalogue).map(({ field, name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
          <dd className="change">
            <button type="button" className="link" onClick={() => onEdit(field)}>
              修改<span className="unseen">：{name}</span>
            </button>
          </dd>
        </div>
      ))}
    </dl>
  )
}

const NONE = '没有写'

function rowsOf(draft: Draft, catalogue: Catalogue): Row[] {
  const row = (field: Field, value: string, name = NAMES[field]): Row => ({ field, name, value: value || NONE })
  const category = catalogue.categories.find((c) => c.code === draft.category)
  const firm = draft.kind === 'firm'
  const kind = labelOf(KINDS, draft.kind)
  return [
    row('content', draft.content.trim()),
    row('title', titleOf(draft)),
    row('type', labelOf(catalogue.types, draft.type), '想做什么'),
    row('category', category ? `${category.group} · ${category.label}` : ''),
    row('place', placeOf(draft, catalogue)),
    ...(catalogue.photos > 0 ? [row('photos', draft.photos.length > 0 ? `${draft.photos.length} 张` : '')] : []),
    row('since', draft.since.trim()),
    row('count', draft.count.trim() && `${draft.about ? '大约 ' : ''}${digitsOf(draft.count)} ${draft.counted}`),
    row('wants', draft.wants.trim()),
    row('company', firm ? [draft.company.trim(), creditCodeOf(draft)].filter(Boolean).join('，') : kind, firm ? '企业' : '以谁的名义'),
    row('name', draft.name.trim()),
    row('phone', showPhone(toPhone(draft.phone) ?? '')),
    row(
      'share',
      draft.confidential === 'yes' ? '请保密，不告诉办理单位' : `不需要保密，号码${labelOf(SHARE, draft.share)}告诉办理单位`,
      '是否保密',
    ),
  ]
}

function placeOf(draft: Draft, { regions }: Catalogue): string {
  const region = labelOf(regions, draft.county) + labelOf(regions, draft.town)
  return [region, draft.place.trim(), draft.room.trim()].filter(Boolean).join(' ')
}
