import type { ClockLevel } from '../ClockBadge.tsx'
import type { OverlayItem } from '../Overlays.tsx'
import type { PickOption } from '../pinyin.ts'
import type { TimelineDay } from '../Timeline.tsx'

/** Invented content of the gallery. No real person, place or number. */
export interface SampleRow {
  no: string
  title: string
  overlays?: readonly OverlayItem[]
  unit: string
  state: string
  contact: string
  clock: { level: ClockLevel; used?: number; text: string }
}

const chip = (label: string, kind?: OverlayItem['kind']): OverlayItem => ({ key: label, label, kind })

export const OVERDUE: readonly SampleRow[] = [
  {
    no: '241028-0161',
    title: '河东街道滨河步道护栏松脱',
    overlays: [chip('督办中（热线）'), chip('催办 2 次'), chip('重办第 1 次')],
    unit: '水利局',
    state: '办理中',
    contact: '已接通',
    clock: { level: 'over', text: '已超 1 天 2 小时' },
  },
  {
    no: '241030-0317',
    title: '𠮷祥里小区阿卜杜拉·买买提反映楼顶信号塔噪声扰民，夜间尤甚，多次与物业、运营商沟通未果，希望检测并公开结果',
    overlays: [chip('紧急', 'urgent'), chip('多人一诉（12 人）')],
    unit: '生态环境分局',
    state: '待签批',
    contact: '已接通',
    clock: { level: 'over', text: '已超 1 小时 10 分' },
  },
]

export const TODAY: readonly SampleRow[] = [
  {
    no: '241104-0190',
    title: '文昌路 20 号餐馆油烟直排居民楼',
    overlays: [chip('黄', 'yellow')],
    unit: '城管大队',
    state: '办理中',
    contact: '已接通',
    clock: { level: 'near', used: 0.94, text: '12:00 · 剩 2 小时 50 分' },
  },
  {
    no: '241104-0208',
    title: '红旗夜市占用人行道',
    overlays: [chip('3 人', 'soft')],
    unit: '城管大队',
    state: '办理中',
    contact: '已接通',
    clock: { level: 'near', used: 0.82, text: '18:00 · 剩 8 小时 50 分' },
  },
  {
    no: '241104-0221',
    title: '桥头社区门口共享单车乱停',
    unit: '城管大队',
    state: '办理中',
    contact: '未接 1',
    clock: { level: 'near', used: 0.82, text: '18:00 · 剩 8 小时 50 分' },
  },
  {
    no: '241101-0344',
    title: '老机械厂宿舍加装电梯意见分歧',
    overlays: [chip('催办 2 次'), chip('老人'), chip('已延期')],
    unit: '住建局',
    state: '待签批',
    contact: '已接通',
    clock: { level: 'near', used: 0.78, text: '24:00 · 剩 14 小时 50 分' },
  },
]

export const LATER: readonly SampleRow[] = [
  {
    no: '241105-0033',
    title: '三元里 3 栋下水道返水',
    overlays: [chip('老人')],
    unit: '城东街道',
    state: '已分办',
    contact: '已接通',
    clock: { level: 'normal', used: 0.7, text: '11-11 周一 24:00' },
  },
  {
    no: '241105-0048',
    title: '公租房申请资格复核',
    unit: '住建局',
    state: '办理中',
    contact: '已接通',
    clock: { level: 'paused', text: '暂停计时 · 等待鉴定' },
  },
  {
    no: '241105-0052',
    title: '学校门前缺少减速带',
    overlays: [chip('红', 'red'), chip('挂牌')],
    unit: '教育局',
    state: '待协办反馈',
    contact: '未联系',
    clock: { level: 'normal', used: 0.35, text: '11-12 周二 24:00' },
  },
  {
    no: '241106-0009',
    title: '农贸市场污水外溢',
    overlays: [chip('绿', 'green')],
    unit: '市场监管局',
    state: '驳回待改',
    contact: '已接通',
    clock: { level: 'normal', used: 0.1, text: '11-13 周三 24:00' },
  },
]

export const MANY: readonly SampleRow[] = Array.from({ length: 24 }, (_, index) => {
  const base = LATER[index % LATER.length]
  return {
    ...(base ?? { title: '', unit: '', state: '', contact: '', clock: { level: 'normal', text: '' } }),
    no: `241107-${String(101 + index).padStart(4, '0')}`,
  }
})

export const MATTERS: readonly PickOption[] = [
  { code: 'M01', label: '路灯不亮', path: '市政设施 › 照明', initials: 'ldbl' },
  { code: 'M02', label: '路灯常亮不灭', path: '市政设施 › 照明', initials: 'ldclbm' },
  { code: 'M03', label: '路面破损', path: '市政设施 › 道路', initials: 'lmps' },
  { code: 'M04', label: '井盖缺失', path: '市政设施 › 道路', initials: 'jgqs' },
  { code: 'M05', label: '下水道堵塞', path: '市政设施 › 排水', initials: 'xsdds' },
  { code: 'M06', label: '占道经营', path: '市容环境 › 秩序', initials: 'zdjy' },
  { code: 'M07', label: '夜间施工噪声', path: '市容环境 › 噪声', initials: 'yjsgzs' },
  { code: 'M08', label: '餐饮油烟', path: '市容环境 › 油烟', initials: 'cyyy' },
  { code: 'M09', label: '拖欠工资', path: '劳动保障 › 工资', initials: 'tqgz' },
  { code: 'M10', label: '老旧小区既有住宅加装电梯前期意见协调', path: '住房 › 电梯', initials: 'ljxqjyzzjzdtqqyjxt' },
]

export const COURSE: readonly TimelineDay[] = [
  {
    key: '1108',
    label: '11-08 周五',
    items: [
      { key: 'a', time: '现在 09:10', kind: 'wait', title: '等待：', rest: '东湖区提交办结' },
      {
        key: 'b',
        time: '08:41',
        kind: 'citizen',
        title: '诉求人催办（第 1 次）',
        rest: '吴女士',
        quote: '昨晚摊子还是摆满了，今天到底有没有人来？',
      },
    ],
  },
  {
    key: '1107',
    label: '11-07 周四',
    items: [
      {
        key: 'c',
        time: '16:30',
        kind: 'stage',
        title: '同意延期',
        rest: '至 11-08 18:00',
        detail: '热线中心 派单员 贺×× · 原因：需会商，摊区划线方案当日上报',
      },
      {
        key: 'd',
        time: '15:02',
        title: '联系诉求人（接通 4 分 10 秒）',
        detail: '城管大队 经办人 彭×× → 吴女士 · 说明划线方案，约 11-08 晚现场看',
      },
    ],
  },
  {
    key: '1106',
    label: '11-06 周三',
    items: [
      { key: 'e', time: '17:20', title: '协办反馈', detail: '市场监管局：20 户中 6 户无登记，已当场指导办理' },
      {
        key: 'f',
        time: '10:05',
        kind: 'citizen',
        title: '并入',
        rest: '罗先生的诉求 241106-0090',
        detail: '热线中心 审核员 邓×× · 同一地点、同一问题',
      },
      { key: 'g', time: '09:20', title: '分办至', rest: '城管大队', detail: '东湖区 联络员 沈敏' },
    ],
  },
  {
    key: '1104',
    label: '11-04 周一',
    items: [
      { key: 'h', time: '15:48', kind: 'stage', title: '签收', detail: '东湖区 联络员 沈敏 · 用时 36 分，时限 2 小时' },
      {
        key: 'i',
        time: '15:12',
        kind: 'stage',
        title: '派发至',
        rest: '东湖区（主办）、市场监管局（协办）',
        quote: '推婴儿车只能走机动车道，希望留出通道。\n摊主说交了卫生费，收费的是谁，也请查一查。阿卜杜拉·买买提和𠮷女士一起反映的。',
      },
    ],
  },
]
