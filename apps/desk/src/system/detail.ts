/** The detail of an audit record as words; what has no word is left as it is. */
const WORDS: Readonly<Record<string, string>> = {
  why: '事由',
  unit: '单位',
  post: '岗位',
  from: '自',
  to: '至',
  until: '至',
  rows: '行数',
  tail: '尾号',
  format: '格式',
  login: '账号',
  name: '姓名',
  done: '件数',
  left: '未成',
  version: '版本',
  folder: '文件夹',
  category: '事项',
  clause: '依据',
  code: '编号',
  title: '标题',
  what: '内容',
  demanded: '要求',
  dutyPhone: '值班电话',
  year: '年份',
  request: '申请编号',
  stage: '状态',
  outsourced: '外包',
  before: '原值',
  value: '新值',
  number: '文号',
  publisher: '发文单位',
  date: '日期',
  section: '条款',
  confirmed: '确认',
  path: '位置',
  query: '范围',
  register: '登记表',
  list: '列表',
  q: '文字',
  type: '类型',
  channel: '来源',
  urgency: '紧急程度',
  region: '区域',
  reason: '原因',
  kind: '种类',
  sort: '排序',
  dir: '升降序',
  approval: '批准编号',
  route: '接口',
  more: '说明',
  object: '对象',
  result: '结果',
  address: '来源地址',
  masked: '脱敏',
}

/** Milliseconds since 1970, as these records keep moments. */
const MOMENT = 1e12

/** Words of the codes that a detail carries, by its key. */
export type Named = Readonly<Record<string, (code: string) => string>>

function valueText(key: string, value: unknown, named: Named): string {
  if (typeof value === 'boolean') return value ? '是' : '否'
  if (typeof value === 'number' && value > MOMENT) return new Date(value + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ')
  if (Array.isArray(value)) return value.map((one: unknown) => valueText(key, one, named)).join('、')
  if (typeof value === 'object' && value !== null) return `（${detailText(value as Record<string, unknown>, named)}）`
  return named[key]?.(String(value)) ?? String(value)
}

export function detailText(detail: Readonly<Record<string, unknown>>, named: Named): string {
  return Object.entries(detail)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([key, value]) => `${WORDS[key] ?? key} ${valueText(key, value, named)}`)
    .join('，')
}
