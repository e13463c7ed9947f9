/** Every page of the desk. A page of the menu has the code that posts.yaml lists under `pages`; one line each. */
import { type ComponentType, lazy, type LazyExoticComponent } from 'react'

export interface PageEntry {
  /** Code of posts.yaml; pages without one are reached from others. */
  code?: string
  path: string
  /** Word of the menu and of the browser's tab. */
  title: string
  element: LazyExoticComponent<ComponentType>
  /** Without the bar above: sheets for the printer, the gallery. */
  bare?: boolean
  /** Used on a telephone too. */
  narrow?: boolean
}

const page = <K extends string>(load: () => Promise<Record<K, ComponentType>>, name: K) =>
  lazy(() => load().then((module) => ({ default: module[name] })))

export const PAGES: readonly PageEntry[] = [
  { code: 'intake', path: '/intake', title: '话务受理', element: page(() => import('./intake/IntakePage.tsx'), 'IntakePage') },
  {
    code: 'web_intake',
    path: '/web-intake',
    title: '网上受理',
    element: page(() => import('./web_intake/WebIntakePage.tsx'), 'WebIntakePage'),
  },
  { code: 'dispatch', path: '/dispatch', title: '派单台', element: page(() => import('./dispatch/DispatchPage.tsx'), 'DispatchPage') },
  { code: 'review', path: '/review', title: '审核台', element: page(() => import('./review/ReviewPage.tsx'), 'ReviewPage') },
  { code: 'unit', path: '/unit', title: '办理工作台', element: page(() => import('./unit/UnitPage.tsx'), 'UnitPage') },
  {
    code: 'signing',
    path: '/signing',
    title: '签批',
    element: page(() => import('./signing/SigningPage.tsx'), 'SigningPage'),
    narrow: true,
  },
  { code: 'visit', path: '/visit', title: '回访台', element: page(() => import('./visit/VisitPage.tsx'), 'VisitPage') },
  { path: '/visit/review', title: '回访审核', element: page(() => import('./visit/VisitReviewPage.tsx'), 'VisitReviewPage') },
  { code: 'figures', path: '/figures', title: '统计通报', element: page(() => import('./figures/FiguresPage.tsx'), 'FiguresPage') },
  { code: 'editions', path: '/editions', title: '通报', element: page(() => import('./bulletin/EditionsPage.tsx'), 'EditionsPage') },
  { path: '/editions/$id', title: '通报', element: page(() => import('./bulletin/EditionPage.tsx'), 'EditionPage') },
  {
    path: '/editions/$id/print',
    title: '打印通报',
    element: page(() => import('./bulletin/BulletinPrint.tsx'), 'BulletinPrint'),
    bare: true,
  },
  { code: 'tasks', path: '/tasks', title: '任务清单', element: page(() => import('./task/TaskPage.tsx'), 'TaskPage') },
  { code: 'reports', path: '/reports', title: '办理时效', element: page(() => import('./network/ReportsPage.tsx'), 'ReportsPage') },
  { code: 'search', path: '/search', title: '综合查询', element: page(() => import('./search/SearchPage.tsx'), 'SearchPage') },
  {
    code: 'knowledge',
    path: '/knowledge',
    title: '统一口径',
    element: page(() => import('./knowledge/KnowledgePage.tsx'), 'KnowledgePage'),
  },
  { code: 'business', path: '/business', title: '业务管理', element: page(() => import('./business/BusinessPage.tsx'), 'BusinessPage') },
  { code: 'system', path: '/system', title: '系统管理', element: page(() => import('./system/SystemPage.tsx'), 'SystemPage') },
  { code: 'audit', path: '/audit', title: '审计查询', element: page(() => import('./system/AuditPage.tsx'), 'AuditPage') },
  { path: '/disposals/$id', title: '到期清理', element: page(() => import('./retention/DisposalPage.tsx'), 'DisposalPage') },
  { path: '/account', title: '我的账号', element: page(() => import('./account/AccountPage.tsx'), 'AccountPage'), narrow: true },
  { path: '/help', title: '帮助', element: page(() => import('./help/HelpPage.tsx'), 'HelpPage'), narrow: true },
  { path: '/requests/$id', title: '诉求', element: page(() => import('./request/RequestPage.tsx'), 'RequestPage') },
  { path: '/orders/$id', title: '工单', element: page(() => import('./order/OrderPage.tsx'), 'OrderPage') },
  { path: '/orders/$id/print', title: '打印', element: page(() => import('./order/PrintPage.tsx'), 'PrintPage'), bare: true },
  { path: '/gallery', title: '部件', element: page(() => import('./frame/GalleryPage.tsx'), 'GalleryPage'), bare: true },
]
