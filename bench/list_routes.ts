/** Every list of the server as the person whose list it is calls it. */
import { BELOW_TABS } from '../server/src/order/below.ts'
import { DESK_LISTS } from '../server/src/order/desk.ts'
import { CENTRE_TABS, UNIT_TABS } from '../server/src/order/tabs.ts'
import { VISIT_TABS } from '../server/src/visit/lists.ts'

/** What is looked for, taken from the stored rows themselves. */
export interface Sought {
  /** As 2024-11: the month in which most was played. */
  month: string
  /** A month that is long over. */
  past: string
  number: string
  phone: string
  unit: string
  category: string
  region: string
}

export interface ListRoute {
  name: string
  /** Demonstration account, without `demo.`. */
  who: string
  path: string
  /** Given where the list is asked for by POST. */
  body?: object
}

const all = (name: string, who: string, path: string, tabs: object): ListRoute[] =>
  Object.keys(tabs).map((tab) => ({ name: `${name} ${tab}`, who, path: `${path}/${tab}` }))

export function listRoutes(sought: Sought): ListRoute[] {
  const { month, past } = sought
  return [
    ...all('centre', 'dispatcher', '/api/orders/list', CENTRE_TABS),
    { name: 'pool groups', who: 'dispatcher', path: '/api/orders/pool' },
    { name: 'undetermined', who: 'dispatcher', path: '/api/orders/undetermined' },
    { name: 'reminders', who: 'dispatcher', path: '/api/orders/reminders' },
    { name: 'network', who: 'dispatcher', path: '/api/orders/network' },
    ...all('county', 'county.county_officer', '/api/orders/unit', { ...UNIT_TABS, ...DESK_LISTS }),
    ...['sign', 'opened'].map((sort) => ({
      name: `county working by ${sort}`,
      who: 'county.county_officer',
      path: `/api/orders/unit/working?sort=${sort}`,
    })),
    { name: 'county submitted by opened', who: 'county.county_officer', path: '/api/orders/unit/submitted?sort=opened&desc=true' },
    {
      name: 'county submitted with words',
      who: 'county.county_officer',
      path: `/api/orders/unit/submitted?q=${encodeURIComponent('路灯')}`,
    },
    { name: 'county strip', who: 'county.county_officer', path: '/api/orders/desk' },
    { name: 'county tabs', who: 'county.county_officer', path: '/api/orders/unit' },
    ...all('bureau', 'bureau.liaison', '/api/orders/unit', { to_sign: 1, working: 1, submitted: 1, rulings: 1 }),
    ...all('signing', 'county.unit_leader', '/api/orders/unit', { signing: 1, approve: 1 }),
    { name: 'below county', who: 'county.county_officer', path: '/api/orders/below' },
    { name: 'below centre', who: 'dispatcher', path: '/api/orders/below' },
    ...all('below county', 'county.county_officer', '/api/orders/below', BELOW_TABS),
    ...all('below centre', 'dispatch_review', '/api/orders/below', BELOW_TABS),
    { name: 'visit tabs', who: 'visitor', path: '/api/visits' },
    { name: 'visit people', who: 'visitor', path: '/api/visits/people' },
    ...all('visit', 'visit_review', '/api/visits/list', VISIT_TABS),
    { name: 'visit done with words', who: 'visitor', path: `/api/visits/list/done?q=${encodeURIComponent('路灯')}` },
    { name: 'visit done of a unit', who: 'visitor', path: `/api/visits/list/done?unit=${sought.unit}` },
    ...searches('search orders', 'dispatcher', '/api/search/orders', sought),
    ...searches('search requests', 'agent', '/api/search/requests', sought),
    ...searches('unit search', 'bureau.liaison', '/api/search/orders', sought).filter(({ path }) => !path.includes('unit=')),
    { name: 'caller', who: 'agent', path: '/api/callers/find', body: { number: sought.phone } },
    { name: 'requests', who: 'agent', path: '/api/requests' },
    { name: 'web intake', who: 'web_intake', path: '/api/requests?stage=pending' },
    { name: 'nearby', who: 'agent', path: `/api/orders/nearby?category=${sought.category}&region=${sought.region}` },
    ...['dispatcher', 'dispatch_review', 'visitor', 'web_intake', 'knowledge_editor', 'county.county_officer', 'bureau.liaison'].map(
      (who) => ({
        name: `notices ${who}`,
        who,
        path: '/api/notices',
      }),
    ),
    ...all('tasks', 'dispatcher', '/api/tasks/list', { todo: 1, done: 1 }),
    ...['todo', 'answered', 'published'].map((state) => ({
      name: `knowledge tasks ${state}`,
      who: 'knowledge_editor',
      path: `/api/knowledge/tasks?state=${state}`,
    })),
    { name: 'knowledge kept', who: 'knowledge_editor', path: '/api/knowledge/kept' },
    ...[month, past].flatMap((m) => figures(m, sought.unit)),
    { name: 'audit', who: 'audit_admin', path: '/api/audit' },
    { name: 'audit of a kind', who: 'audit_admin', path: '/api/audit?kind=reveal' },
    { name: 'audit of a person', who: 'audit_admin', path: `/api/audit?q=${encodeURIComponent('演示')}` },
    { name: 'people', who: 'sys_admin', path: '/api/people' },
    { name: 'export', who: 'analyst', path: `/api/export/orders?from=${past}-01&to=${past}-02&format=csv` },
    { name: 'export of a unit', who: 'county.county_officer', path: `/api/export/orders?from=${past}-01&to=${past}-02&format=csv` },
    { name: 'export applications', who: 'centre_head', path: '/api/export/applications' },
  ]
}

/** 综合查询: by what stands in its boxes, sorted as its heads offer. */
const searches = (name: string, who: string, path: string, { number, unit, category, region, phone, past }: Sought): ListRoute[] => [
  ...['accepted', 'due', 'closed'].flatMap((sort) =>
    ['up', 'down'].map((dir) => ({ name: `${name} by ${sort} ${dir}`, who, path: `${path}?sort=${sort}&dir=${dir}` })),
  ),
  ...Object.entries({ text: '路灯', phrase: '楼道照明', number, nothing: '查无此事' }).map(([what, q]) => ({
    name: `${name} ${what}`,
    who,
    path: `${path}?q=${encodeURIComponent(q)}`,
  })),
  ...Object.entries({
    unit: `unit=${unit}`,
    matter: `category=${category}`,
    place: `region=${region}`,
    'text and place': `q=${encodeURIComponent('路灯')}&region=${region}`,
    'matter and due': `category=${category}&sort=due`,
    stage: 'stage=closed',
    'stage and closed': 'stage=closed&sort=closed',
    period: `from=${past}-01&to=${past}-28`,
    'period by due': `from=${past}-01&to=${past}-28&sort=due`,
    'period by closed': `from=${past}-01&to=${past}-28&sort=closed`,
  }).map(([what, query]) => ({ name: `${name} ${what}`, who, path: `${path}?${query}` })),
  { name: `${name} phone`, who, path: `${path}/by-phone`, body: { number: phone, why: '核对来电人的诉求' } },
]

/** What is counted of a month, and the rows behind it. */
function figures(month: string, unit: string): ListRoute[] {
  const report = (name: string, path: string, who = 'analyst'): ListRoute => ({ name: `${name} ${month}`, who, path })
  return [
    report('bulletin', `/api/bulletin/${month}`),
    report('bulletin units', `/api/bulletin/${month}/units`),
    report('bulletin days', `/api/bulletin/${month}/days`),
    ...['accepted', 'orders', 'returns_granted', 'withdrawn', 'merged_away', 'calls'].map((f) =>
      report(`rows ${f}`, `/api/bulletin/${month}/rows?figure=${f}`),
    ),
    ...['onTime', 'satisfied', 'visited', 'signedInTime'].map((r) =>
      report(`rows ${r} rest`, `/api/bulletin/${month}/rows?rate=${r}&part=rest`),
    ),
    ...['onTime', 'satisfied', 'returned'].map((r) =>
      report(`rows ${r} rest of a unit`, `/api/bulletin/${month}/rows?rate=${r}&part=rest&dimension=unit&key=${unit}`),
    ),
    report('timeliness', `/api/orders/timeliness/${month}`),
    report('topics', `/api/topics/${month}`),
    report('instant', `/api/instant/${month}`),
    ...['quoted', 'unquoted', 'later'].map((list) => report(`instant ${list}`, `/api/instant/${month}/${list}`)),
    report('praise ledger', `/api/ledgers/praise/${month}`),
    report('unreasonable ledger', `/api/ledgers/unreasonable/${month}`),
    report('calls', `/api/contacts/month/${month}`),
    report('calls uncoded', `/api/contacts/month/${month}/uncoded`),
    report('signing audit', `/api/audit/signing/${month}`, 'audit_admin'),
  ]
}
