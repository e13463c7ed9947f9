/**
 * Who may do what, said once in words. `routes.story.ts` sends every route in every post against it: a route or a post that stands here
 * not, or here and nowhere else, makes it red. Commands of the nouns stand in no line: who may give them is what the posts list (see
 * `OfCommand` there), in the scope below.
 */

/** What a post sees of each noun. `open`: what is not confidential; `own`: what its unit, or a unit below it, has or had a share in. */
export type Sight = 'issued' | 'all' | 'open' | 'open, and registered by oneself' | 'own' | 'own unit' | 'none'
export interface Sees {
  contact: Sight
  request: Sight
  order: Sight
  visit: Sight
  task: Sight
  /** Editions of the bulletin; `issued`: after that, or while one's own unit checks its rows. */
  edition: Sight
  hold: Sight
  disposal: Sight
  knowledge: boolean
}

const KEEPING = { hold: 'none', disposal: 'none' } as const
const NONE: Sees = {
  ...{ contact: 'none', request: 'none', order: 'none', visit: 'none', task: 'none', edition: 'none', knowledge: false },
  ...KEEPING,
}
const ALL: Sees = {
  ...{ contact: 'all', request: 'all', order: 'all', visit: 'all', task: 'all', edition: 'none', knowledge: true },
  ...KEEPING,
}
const DESK: Sees = { ...ALL, request: 'open, and registered by oneself', order: 'open', visit: 'open' }
const OPEN: Sees = { ...ALL, request: 'open', order: 'open', visit: 'open' }
const UNIT: Sees = { ...NONE, order: 'own', visit: 'own unit', task: 'own unit', edition: 'issued', knowledge: true }

export const POSTS: Readonly<Record<string, Sees>> = {
  agent: DESK,
  agent_enterprise: DESK,
  agent_deputy: DESK,
  supervisor_shift: { ...ALL, edition: 'all' },
  web_intake: { ...ALL, visit: 'open' },
  intake_review: { ...ALL, visit: 'open' },
  // The order of a confidential request is dispatched like any other; its person is not on it.
  dispatcher: { ...ALL, request: 'open', visit: 'open' },
  dispatch_review: { ...ALL, edition: 'all' },
  visitor: OPEN,
  visit_review: { ...ALL, edition: 'all' },
  overseer: { ...ALL, edition: 'all' },
  quality: { ...OPEN, edition: 'all' },
  knowledge_editor: { ...OPEN, contact: 'none', visit: 'none' },
  analyst: { ...OPEN, order: 'all', edition: 'all' },
  centre_head: { ...ALL, edition: 'all', hold: 'all', disposal: 'all' },
  business_admin: { ...ALL, edition: 'all', hold: 'all', disposal: 'all' },
  // 三员: none of them reads a case.
  sys_admin: NONE,
  sec_admin: NONE,
  audit_admin: NONE,
  county_officer: UNIT,
  county_review: UNIT,
  liaison: UNIT,
  handler: { ...UNIT, visit: 'none' },
  unit_leader: UNIT,
  unit_admin: { ...UNIT, visit: 'none', knowledge: false },
  field: { ...UNIT, visit: 'none', knowledge: false },
  leader: { ...OPEN, edition: 'all' },
  leader_office: { ...OPEN, edition: 'all' },
  // What was referred to 纪检监察 is seen by nobody else who only looks on; nothing is, here (security_secrets.story.ts).
  observer: { ...NONE, order: 'open' },
  discipline: NONE,
}

/** One answer to "who may": every word given must hold. */
export interface Who {
  /** Nobody needs to be signed in. */
  anyone?: true
  /** Proves itself by a secret of its own, not by a session; where none is set up there is no such address. */
  secret?: true
  /** The post has one of these pages. */
  page?: readonly string[]
  /** The post has one of these commands. */
  may?: readonly string[]
  /** Posts of the centre only. */
  central?: true
  /** The thing that the address names lies in the post's scope; else it is not there. */
  sees?: 'contact' | 'request' | 'order' | 'visit' | 'task' | 'edition' | 'hold' | 'disposal'
  knowledge?: true
  /** Who asks is behind the order: of a confidential one only posts that see his request. */
  asker?: true
  /** Whoever sees it may still be refused, when nothing on it is his to do. */
  acts?: true
  /** The person that the address names works in one's own unit, where one is a unit's administrator. */
  person?: true
}
/** Commands with a rule of their own about whose act it is: an agent takes back only what he registered himself. */
export const OWN_RULE: readonly string[] = ['POST /api/requests/:id/void']

interface Line extends Who {
  /** `{order}` … are ids of the thing at hand. */
  at?: Readonly<Record<string, string>>
  query?: string
  body?: object
  /** What it answers counts the whole centre: a figure is the same for whoever may read it. */
  whole?: true
}

const SIGNED_IN: Who = {}
const month = { month: '2024-11' }
const FIGURES = { page: ['figures'] } as const
const CENTRAL_FIGURES = { page: ['figures'], central: true, whole: true, at: month } as const
const EDITION = { sees: 'edition', at: { id: '{edition}' }, whole: true } as const
const LISTS = { q: '', stage: '' }
const PEOPLE = ['account.create', 'account.assign_post', 'account.hand_on', 'pack.edit'] as const
const BUSINESS = ['business', 'system'] as const
const POST = { post: 'agent', unit: 'centre' }

/** Routes but those of commands: METHOD address → who may. Where nothing is said: whoever is signed in, for himself or within his scope. */
export const ROUTES: Readonly<Record<string, Line>> = {
  // Without a session
  'GET /api/docs': { anyone: true },
  'GET /api/health': { anyone: true },
  'GET /api/ready': { anyone: true },
  'GET /metrics': { anyone: true },
  'GET /api/demo-accounts': { anyone: true },
  'GET /api/public/catalogue': { anyone: true },
  'POST /api/login': { anyone: true, body: { login: 'nobody', password: 'x' } },
  'POST /api/logout': { anyone: true },
  'POST /api/public/requests': { anyone: true, body: {} },
  'POST /api/public/follow': { secret: true, body: { number: '241104-9999', code: '000000' } },
  'POST /api/public/requests/urge': { secret: true, body: { number: '241104-9998', code: '000000', input: {} } },
  'POST /api/public/requests/append': { secret: true, body: { number: '241104-9997', code: '000000', input: { text: '补充' } } },
  'POST /api/public/requests/withdraw': { secret: true, body: { number: '241104-9996', code: '000000', input: { why: '已解决' } } },
  'POST /api/public/requests/rate': {
    secret: true,
    body: { number: '241104-9995', code: '000000', input: { solved: true, satisfied: 'satisfied' } },
  },
  'POST /api/public/requests/photos': { secret: true },
  'GET /api/setup': { secret: true, query: 'token=x' },
  'POST /api/setup': { secret: true, body: { token: 'x', people: [] } },
  'POST /api/cti/calls': { secret: true, body: { event: 'ringing', callId: '1' } },
  'POST /api/sms/reports': { secret: true, body: {} },

  // One's own
  'GET /api/me': SIGNED_IN,
  'GET /api/me/account': SIGNED_IN,
  'GET /api/me/sessions': SIGNED_IN,
  'POST /api/me/sessions/:id/end': { at: { id: 'AAAAAAAAAAAAAAAA' }, body: {} },
  'POST /api/me/password': { body: { current: 'x', next: 'y' } },
  'POST /api/me/phone': { body: { phone: '55500000' } },
  'POST /api/me/factor': SIGNED_IN,
  'POST /api/me/factor/confirm': { body: { code: '000000' } },
  'POST /api/me/factor/off': { body: { code: '000000' } },
  'GET /api/me/colleagues': SIGNED_IN,
  'POST /api/me/stand-in': { may: ['account.stand_in'], body: { post: 'x', to: 'x', from: 0, until: 1 } },
  'POST /api/me/stand-in/end': { body: { user: 'x', post: 'x', unit: 'x', from: 0 } },
  'GET /api/me/work': SIGNED_IN,
  'POST /api/me/leave': { body: {} },
  // Only to a post that one holds.
  'POST /api/me/post': { acts: true, body: POST },
  'GET /api/drafts': SIGNED_IN,
  'POST /api/drafts': { body: { label: '草稿', body: {} } },
  'DELETE /api/drafts/:id': { at: { id: '{none}' } },
  'GET /api/filters': { query: 'page=search' },
  'POST /api/filters': { body: { page: 'search', label: '本月', query: 'from=2024-11-01' } },
  'POST /api/filters/:id/remove': { at: { id: '{none}' } },
  'GET /api/notices': SIGNED_IN,
  'GET /api/changes': SIGNED_IN,
  'GET /api/catalogue': SIGNED_IN,

  // Lists and searches: everybody's, each narrowed to his scope
  'GET /api/requests': SIGNED_IN,
  'GET /api/orders/list/:tab': { at: { tab: 'all' } },
  'GET /api/orders/unit/:tab': { at: { tab: 'working' } },
  'GET /api/orders/unit': SIGNED_IN,
  'GET /api/orders/desk': SIGNED_IN,
  'GET /api/orders/below': SIGNED_IN,
  'GET /api/orders/below/:tab': { at: { tab: 'open' } },
  'GET /api/visits': SIGNED_IN,
  'GET /api/visits/list/:tab': { at: { tab: 'due' } },
  'GET /api/visits/people': { page: ['visit'] },
  'GET /api/tasks/list/:tab': { at: { tab: 'todo' } },
  'GET /api/search/orders': SIGNED_IN,
  'GET /api/search/requests': SIGNED_IN,
  'POST /api/search/orders/by-phone': { body: { number: '13800000645', why: '核对' } },
  'POST /api/search/requests/by-phone': { body: { number: '13800000645', why: '核对' } },
  'POST /api/callers/find': { may: ['request.register'], body: { number: '13800000645' } },
  'POST /api/batch': { body: { noun: 'order', command: 'release', items: [{ id: '{none}', input: {} }] } },
  'POST /api/orders/sheets': { sees: 'order', body: { form: 'order', orders: ['{order}'] } },
  'GET /api/export/orders': { query: 'format=csv' },
  'GET /api/export/requests': { query: 'format=csv' },
  'GET /api/export/visits': { query: 'format=csv&list=due' },
  'GET /api/export/tasks': { query: 'format=csv&list=todo' },
  'GET /api/export/editions': { sees: 'edition', query: 'format=csv&edition={edition}', whole: true },
  'GET /api/export/trail': { sees: 'order', query: 'format=csv&order={order}' },
  'GET /api/export/messages': { may: ['message.resend'], query: 'format=csv', whole: true },
  'GET /api/export/applications': SIGNED_IN,
  'POST /api/export/applications': { may: ['export.request'], body: { what: 'orders', why: '核对', query: LISTS } },
  'POST /api/export/applications/:id/approve': { may: ['export.approve'], at: { id: '{none}' } },

  // One thing
  'GET /api/orders/:id': { sees: 'order', at: { id: '{order}' } },
  'GET /api/orders/:id/attachments': { sees: 'order', at: { id: '{order}' } },
  'GET /api/orders/:id/attachments/:file': { sees: 'order', at: { id: '{order}', file: '{file}' } },
  'POST /api/orders/:id/attachments': { sees: 'order', acts: true, at: { id: '{order}' }, query: 'name=a.jpg' },
  'GET /api/orders/:id/messages': { sees: 'order', at: { id: '{order}' } },
  'GET /api/orders/:id/signatures': { sees: 'order', at: { id: '{order}' } },
  // Nothing but what one wrote oneself.
  'GET /api/orders/:id/drafts/:no': { at: { id: '{order}', no: '1' } },
  'POST /api/orders/:id/drafts/:no': { sees: 'order', at: { id: '{order}', no: '1' }, body: { body: {} } },
  'POST /api/orders/:id/members/:request/reveal': {
    sees: 'order',
    asker: true,
    at: { id: '{order}', request: '{request}' },
    body: { why: '核对' },
  },
  'GET /api/requests/:id': { sees: 'request', at: { id: '{request}' } },
  'GET /api/requests/:id/course': { sees: 'request', at: { id: '{request}' } },
  'GET /api/requests/:id/photos': { sees: 'request', at: { id: '{request}' } },
  'GET /api/requests/:id/photos/:photo': { sees: 'request', at: { id: '{request}', photo: '{photo}' } },
  'POST /api/requests/:id/reveal': { sees: 'request', at: { id: '{request}' }, body: { why: '核对' } },
  'GET /api/visits/:id': { sees: 'visit', at: { id: '{visit}' } },
  'GET /api/tasks/:id': { sees: 'task', at: { id: '{task}' } },
  'GET /api/contacts/:id': { sees: 'contact', at: { id: '{contact}' } },

  // Intake
  'GET /api/contacts/line': { may: ['contact.answer'] },
  'GET /api/intake/settings': SIGNED_IN,
  'POST /api/intake/read': { body: { text: '路灯不亮' } },
  'POST /api/intake/preview': { body: { type: 'help', category: 'urban.lighting' } },
  'GET /api/duties/coverage': SIGNED_IN,
  'GET /api/orders/nearby': { may: ['request.register'], query: 'category=urban.lighting' },
  'GET /api/knowledge': { knowledge: true },
  'GET /api/knowledge/kept': { knowledge: true },
  'GET /api/knowledge/:code': { knowledge: true, at: { code: '{entry}' } },
  'GET /api/knowledge/:code/:version': { knowledge: true, at: { code: '{entry}', version: '1' } },
  'GET /api/knowledge/tasks': SIGNED_IN,
  'POST /api/knowledge/unanswered': { may: ['knowledge.cite'], body: { question: '怎么办理呢', category: 'none' } },
  'POST /api/knowledge': { may: ['knowledge.publish'], body: { code: 'a', title: '标题', agent: '口径', citizen: '口径', unit: 'none' } },
  'POST /api/knowledge/:code/retire': { may: ['knowledge.retire'], at: { code: 'none' } },

  // Dispatch
  'GET /api/orders/pool': { page: ['dispatch'] },
  'GET /api/orders/undetermined': { central: true },
  'GET /api/orders/reminders': { page: ['dispatch'], whole: true },
  'POST /api/orders/reminders': { page: ['dispatch'], may: ['order.recall'], body: { orders: ['{none}'], reached: true } },
  'GET /api/orders/network': { page: ['figures'], central: true },

  // Figures: the centre's posts those of the city, a unit's those of its own and of the units below
  'GET /api/bulletin/:month': CENTRAL_FIGURES,
  'GET /api/bulletin/:month/days': CENTRAL_FIGURES,
  'GET /api/bulletin/:month/rows': { ...CENTRAL_FIGURES, query: 'figure=orders' },
  'GET /api/bulletin/:month/units': { ...FIGURES, at: month, whole: true },
  'GET /api/orders/timeliness/:month': { ...FIGURES, at: month, whole: true },
  'GET /api/figures/check': { page: ['figures', 'system'], whole: true },
  'GET /api/measures': FIGURES,
  'GET /api/measures/query': { ...FIGURES, query: 'measures=accepted&by=unit&from=2024-11-01&to=2024-11-04', whole: true },
  'GET /api/measures/rows': { ...FIGURES, central: true, query: 'measure=accepted&by=unit&from=2024-11-01&to=2024-11-04', whole: true },
  'GET /api/editions': SIGNED_IN,
  'GET /api/editions/:id': EDITION,
  'GET /api/editions/:id/sheet': EDITION,
  'GET /api/editions/:id/figures': EDITION,
  'GET /api/editions/:id/figures/units': EDITION,
  'GET /api/editions/:id/figures/days': EDITION,
  'GET /api/editions/:id/figures/rows': { ...EDITION, query: 'figure=orders' },
  'GET /api/editions/:id/check': EDITION,
  'GET /api/editions/:id/gaps': EDITION,
  'GET /api/editions/:id/verify': EDITION,
  'GET /api/topics/:month': CENTRAL_FIGURES,
  'GET /api/instant/:month': CENTRAL_FIGURES,
  'GET /api/instant/:month/:list': { ...CENTRAL_FIGURES, at: { ...month, list: 'later' }, whole: undefined },
  'GET /api/contacts/month/:month': CENTRAL_FIGURES,
  'GET /api/contacts/month/:month/:list': { ...CENTRAL_FIGURES, at: { ...month, list: 'uncoded' } },
  'GET /api/ledgers/:ledger/:month': { ...FIGURES, at: { ...month, ledger: 'praise' } },
  'GET /api/audit/signing/:month': { page: ['audit', 'figures'], central: true, at: month, whole: true },

  // Administration
  'GET /api/people': { may: PEOPLE },
  'GET /api/people/:id': { may: PEOPLE, person: true, at: { id: '{person}' } },
  'POST /api/people': { may: ['account.create'], acts: true, body: { login: 'taken', name: '某人', unit: 'none' } },
  'POST /api/people/:id': { may: ['account.create'], person: true, at: { id: '{person}' }, body: { name: '某某', outsourced: false } },
  'POST /api/people/:id/posts': { may: ['account.assign_post'], person: true, at: { id: '{person}' }, body: { post: 'none' } },
  'POST /api/people/:id/posts/end': {
    ...{ may: ['account.assign_post'], person: true, at: { id: '{person}' } },
    body: { post: 'none', unit: 'none', from: 0 },
  },
  'POST /api/people/:id/stand-in': {
    ...{ may: ['account.hand_on'], person: true, at: { id: '{person}' } },
    body: { post: 'none', unit: 'none', to: 'none', from: 0, until: 1 },
  },
  'POST /api/people/:id/hand-on': { may: ['account.hand_on'], person: true, at: { id: '{person}' }, body: { to: 'none' } },
  'POST /api/people/:id/close': { may: ['account.close'], person: true, at: { id: '{leaver}' }, body: {} },
  'POST /api/people/:id/reset-password': { may: ['account.reset'], person: true, at: { id: '{person}' }, body: {} },
  'POST /api/people/:id/unlock': { may: ['account.reset'], person: true, at: { id: '{person}' }, body: {} },
  'POST /api/people/:id/reset-factor': { may: ['account.reset'], person: true, at: { id: '{person}' }, body: {} },
  'POST /api/people/:id/demand-factor': { may: ['account.demand'], person: true, at: { id: '{person}' }, body: { demanded: false } },
  'GET /api/business/units': { page: BUSINESS },
  'GET /api/business/matters': { page: BUSINESS },
  'GET /api/business/calendar': { page: BUSINESS },
  'GET /api/business/posts': { page: BUSINESS },
  'GET /api/business/packs': { page: BUSINESS },
  'POST /api/business/duties': { page: BUSINESS, may: ['pack.edit'], body: { category: 'none', unit: 'none', clause: '依据文件' } },
  'POST /api/business/units/:code': { page: BUSINESS, may: ['pack.edit'], at: { code: 'none' }, body: { dutyPhone: '' } },
  'POST /api/business/years': {
    ...{ page: BUSINESS, may: ['pack.edit'] },
    body: { year: '2030', holidays: ['2024-01-01'], workdays: [], title: '放假安排的通知' },
  },
  'POST /api/business/assumed': {
    ...{ page: BUSINESS, may: ['pack.edit'] },
    body: { items: [{ path: 'none' }], title: '某某文件', number: '1号' },
  },
  'GET /api/business/packs/:name/check': { page: BUSINESS, may: ['pack.publish'], at: { name: 'none' } },
  'POST /api/business/packs/:name/publish': { page: BUSINESS, may: ['pack.publish'], at: { name: 'none' } },
  'POST /api/imports': { may: ['import.run'], query: 'name=a.csv' },
  'POST /api/imports/:id/run': {
    may: ['import.run'],
    at: { id: '{none}' },
    body: { mapping: { source: 'a', columns: {} }, as: 'new', dryRun: true },
  },
  'GET /api/imports/:id': { may: ['import.run'], at: { id: '{none}' } },
  'GET /api/imports/:id/faults': { may: ['import.run'], at: { id: '{none}' } },
  'GET /api/messages': { may: ['message.resend'], whole: true },
  'POST /api/messages/:id/resend': { may: ['message.resend'], at: { id: '{none}' }, body: { why: '重发' } },
  'GET /api/audit': { page: ['audit'] },
  'GET /api/audit/file': { page: ['audit'], query: 'format=csv' },
  'GET /api/audit/kinds': { page: ['audit'] },
  'GET /api/system/health': { may: ['message.resend'], whole: true },
  'POST /api/system/health/retry': { may: ['message.resend'], body: { key: '某某某某某某某某', why: '重试' } },
  'GET /api/audit/seal': { page: ['audit'], whole: true },
  'POST /api/audit/seal/verify': { page: ['audit'], body: {} },
  'GET /api/holds': { whole: true },
  'GET /api/orders/:id/holds': { sees: 'order', at: { id: '{order}' } },
  'GET /api/requests/:id/holds': { sees: 'request', at: { id: '{request}' } },
  'GET /api/retention': { may: ['disposal.ask', 'disposal.rule'], whole: true },
  'GET /api/disposals': { whole: true },
  'GET /api/disposals/:id': { sees: 'disposal', at: { id: '{disposal}' }, whole: true },
  'GET /api/disposals/:id/rows': { sees: 'disposal', at: { id: '{disposal}' }, whole: true },
  'GET /api/export/disposals': { sees: 'disposal', query: 'format=csv&disposal={disposal}', whole: true },
  'POST /api/audit/printed': { body: { what: 'list' } },
}
