/**
 * The shape of a city pack (机制配置): what a folder under `cities/` may say, and so what a city may decide for itself.
 *
 * A pack is data. Rules are lists in which the first match wins; single values are *settings*. Every rule and setting says
 * where it was read (`source`) or that it is our assumption (`assumed: true`, shown as 〔默认，待确认〕).
 */
import { EDITION_PERIODS } from '../bulletin/period.ts'
import { LENGTHS, STATISTICS, TIMES } from '../measure/lengths.ts'
import { type Static, type TSchema, Type } from '@sinclair/typebox'
import { ConditionSchema } from '../condition.ts'
import { COHORTS, COUNTED } from '../measure/figures.ts'

const closed = { additionalProperties: false }
const Code = Type.String({ pattern: '^[a-z0-9]+([._-][a-z0-9]+)*$', description: '代码：小写字母、数字，以 . _ - 连接' })
const DayText = Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', description: '日期，如 2024-11-08' })
const Label = Type.String({ minLength: 1, maxLength: 120 })

export const SourceSchema = Type.Object(
  {
    publisher: Type.Optional(Type.String()),
    title: Type.Optional(Type.String()),
    date: Type.Optional(Type.String()),
    section: Type.Optional(Type.String()),
    /** 文号, as the document bears it. */
    number: Type.Optional(Type.String()),
  },
  closed,
)

/** Where a value comes from and from when to when it holds. */
const origin = {
  from: Type.Optional(DayText),
  to: Type.Optional(DayText),
  source: Type.Optional(SourceSchema),
  assumed: Type.Optional(Type.Boolean()),
  /** Who of the city confirmed a value that was assumed, and on which day. */
  confirmed: Type.Optional(Type.Object({ by: Type.String(), day: DayText }, closed)),
  note: Type.Optional(Type.String()),
}

const Setting = <T extends TSchema>(value: T, label: string) => Type.Object({ value, ...origin }, { ...closed, title: label })

const Years = Type.Integer({ minimum: 1, maximum: 100 })

export const UNITS_OF_TIME = ['minute', 'hour', 'day', 'workhour', 'workday'] as const
/** A length of time: natural minutes, hours and days; working hours and working days (工作时、工作日). */
export const LengthSchema = Type.Object(
  {
    amount: Type.Number({ minimum: 0 }),
    unit: Type.Union(UNITS_OF_TIME.map((u) => Type.Literal(u))),
  },
  closed,
)

export const CLOCKS = ['dispatch', 'sign', 'contact', 'feedback', 'close', 'redo', 'internal'] as const
export const STARTS = ['accepted', 'dispatched', 'signed', 'next_workday'] as const

/** 时限 one row: which clock, for whom, from which event, how long. `beforeParent` makes a level's deadline earlier than the level above. */
export const DeadlineRule = Type.Object(
  {
    code: Code,
    label: Label,
    clock: Type.Union(CLOCKS.map((c) => Type.Literal(c))),
    when: Type.Optional(ConditionSchema),
    start: Type.Union(STARTS.map((s) => Type.Literal(s))),
    limit: LengthSchema,
    beforeParent: Type.Optional(LengthSchema),
    ...origin,
  },
  closed,
)

/** 事项 a node of the catalogue; leaves carry type hints, required facts and pinyin initials are derived. */
export const CategoryRow = Type.Object(
  {
    code: Code,
    name: Label,
    parent: Type.Optional(Code),
    /** Facts an agent must collect before dispatch, beyond the pack's common list (INTAKE-13). */
    requires: Type.Optional(Type.Array(Code)),
    /** Words citizens use for it. */
    words: Type.Optional(Type.Array(Type.String())),
    succeededBy: Type.Optional(Code),
    ...origin,
  },
  closed,
)

export const UNIT_KINDS = ['centre', 'county', 'bureau', 'town', 'section', 'company', 'village'] as const
/** 承办单位. `parent` is the level above (区县 above 街道, 局 above 大队); a unit without parent is reached by the city directly. */
export const UnitRow = Type.Object(
  {
    code: Code,
    name: Label,
    short: Type.Optional(Label),
    kind: Type.Union(UNIT_KINDS.map((k) => Type.Literal(k))),
    parent: Type.Optional(Code),
    /** GB/T 2260 code or longer (township 9, community 12 digits) of the area it answers for. */
    region: Type.Optional(Type.String()),
    dutyPhone: Type.Optional(Type.String()),
    succeededBy: Type.Optional(Code),
    ...origin,
  },
  closed,
)

/** 地名: regions in a tree (code of GB/T 2260 and its extensions) with aliases and landmarks. */
export const PlaceRow = Type.Object(
  {
    code: Type.String({ pattern: '^\\d{6,15}$' }),
    name: Label,
    level: Type.Union(['city', 'county', 'town', 'community', 'village'].map((l) => Type.Literal(l))),
    parent: Type.Optional(Type.String()),
    aliases: Type.Optional(Type.Array(Type.String())),
    landmarks: Type.Optional(Type.Array(Type.String())),
    /** 行政区划调整: what it was merged into. */
    succeededBy: Type.Optional(Type.String({ pattern: '^\\d{6,15}$' })),
    ...origin,
  },
  closed,
)

/** 职责条目: matter × area → unit, with the clause that says so (CLASS-05). `gap: true` names a matter nobody owns (监管空白). */
export const DutyRow = Type.Object(
  {
    code: Code,
    category: Code,
    region: Type.Optional(Type.String()),
    unit: Type.Optional(Code),
    /** Instead of one unit: the county the place lies in. */
    county: Type.Optional(Type.Boolean()),
    assists: Type.Optional(Type.Array(Code)),
    gap: Type.Optional(Type.Boolean()),
    clause: Type.Optional(Label),
    ...origin,
  },
  closed,
)

export const MARK_GROUPS = ['urgency', 'campaign', 'desk', 'secrecy', 'label'] as const
export const MarkKind = Type.Object(
  {
    code: Code,
    label: Label,
    group: Type.Union(MARK_GROUPS.map((g) => Type.Literal(g))),
    /** For a desk that records a level with the mark (人大代表: 县市区、乡镇). */
    levels: Type.Optional(Type.Array(Type.Object({ code: Code, label: Label }, closed))),
    /** Words in title or content that propose the mark (CLASS-07). */
    proposedBy: Type.Optional(Type.Array(Type.String())),
    /** Taking it off needs a shift leader's reason. */
    guarded: Type.Optional(Type.Boolean()),
    ...origin,
  },
  closed,
)

export const ChannelKind = Type.Object(
  {
    code: Code,
    label: Label,
    medium: Type.Union(['phone', 'online', 'counter', 'transfer'].map((m) => Type.Literal(m))),
    /** Arrives through the public page or an import: reviewed before it counts as accepted. */
    reviewed: Type.Optional(Type.Boolean()),
    /** Handed down by a superior platform (上级平台), whichever way it is counted: it may bring that platform's deadline, which wins. */
    superior: Type.Optional(Type.Boolean()),
    ...origin,
  },
  closed,
)

/** A merged hotline (归并热线, INTAKE-01). */
export const LineRow = Type.Object(
  { code: Code, number: Type.String(), label: Label, owner: Type.Optional(Code), merge: Type.String(), ...origin },
  closed,
)

export const ReasonRow = Type.Object(
  { code: Code, label: Label, channel: Type.Optional(Type.String()), phone: Type.Optional(Type.String()), ...origin },
  closed,
)

export const RequestTypeRow = Type.Object(
  {
    code: Code,
    label: Label,
    /** The type of the five reported ones (咨询 求助 投诉 建议 其他) it is counted as (CLASS-01). */
    reportedAs: Code,
    /** 表扬: own closing actions, outside satisfaction (INTAKE-12). */
    praise: Type.Optional(Type.Boolean()),
    /** 咨询、表扬: the long list of facts is not asked for. */
    brief: Type.Optional(Type.Boolean()),
    ...origin,
  },
  closed,
)

export const DispatchRule = Type.Object(
  {
    code: Code,
    label: Label,
    when: Type.Optional(ConditionSchema),
    send: Type.Union([
      Type.Object({ unit: Code }, closed),
      Type.Object({ county: Type.Literal(true) }, closed),
      Type.Object({ duty: Type.Literal(true) }, closed),
      Type.Object({ undetermined: Type.Literal(true) }, closed),
    ]),
    ...origin,
  },
  closed,
)

/** A pair of unit kind (or unit) and matter that must not be dispatched, with the law named. */
export const ForbiddenPair = Type.Object(
  {
    code: Code,
    category: Code,
    unit: Type.Optional(Code),
    kind: Type.Optional(Type.Union(UNIT_KINDS.map((k) => Type.Literal(k)))),
    ...origin,
  },
  closed,
)

export const SIGNING = ['none', 'screen', 'paper', 'stand_in'] as const
export const SigningRule = Type.Object(
  {
    code: Code,
    label: Label,
    when: Type.Optional(ConditionSchema),
    mode: Type.Union(SIGNING.map((m) => Type.Literal(m))),
    feedbackFirst: Type.Optional(Type.Boolean()),
    ...origin,
  },
  closed,
)

export const PostRow = Type.Object(
  {
    code: Code,
    label: Label,
    /** Commands the post may give, as `noun.command`. */
    commands: Type.Array(Type.String()),
    /** Rows it may read and act on, by noun; absent = none. */
    scope: Type.Object(
      {
        contact: Type.Optional(ConditionSchema),
        request: Type.Optional(ConditionSchema),
        order: Type.Optional(ConditionSchema),
        visit: Type.Optional(ConditionSchema),
        task: Type.Optional(ConditionSchema),
        knowledge: Type.Optional(ConditionSchema),
        edition: Type.Optional(ConditionSchema),
        hold: Type.Optional(ConditionSchema),
        disposal: Type.Optional(ConditionSchema),
      },
      closed,
    ),
    /** Pages of the desk, in the order of the menu. */
    pages: Type.Array(Code),
    /** Held by people of: the centre, a handling unit, or the machine's administration. */
    belongs: Type.Union([Type.Literal('centre'), Type.Literal('unit'), Type.Literal('system')]),
    /** Whoever holds it signs in with a second factor. */
    secondFactor: Type.Optional(Type.Boolean()),
    ...origin,
  },
  closed,
)

/** 短信 one occasion: the event that sends it, to whom, and its words. {number} and the like are filled when it is sent. */
export const MessageRow = Type.Object(
  {
    code: Code,
    label: Label,
    /** A clock that came near its end or passed it, or the answer of a request. */
    event: Type.Union([
      Type.Object(
        { clock: Type.Union(CLOCKS.map((c) => Type.Literal(c))), level: Type.Union([Type.Literal('near'), Type.Literal('over')]) },
        closed,
      ),
      Type.Literal('replied'),
    ]),
    when: Type.Optional(ConditionSchema),
    /** Of a clock: who handles it if he is known (`handler`), else who holds these posts in its unit. An answer goes to its requester. */
    handler: Type.Optional(Type.Boolean()),
    posts: Type.Optional(Type.Array(Code)),
    text: Type.String({ minLength: 1, maxLength: 300, pattern: '^([^{}]|\\{(number|unit|due|centre|answer)\\})+$' }),
    /** 启用. */
    send: Type.Boolean(),
    ...origin,
  },
  closed,
)

/** Figures added up, `-` before those that are taken off: `accepted`, `[signed, -signed_late]`. */
const FigureName = Type.String({ pattern: '^-?[a-z][a-z0-9_]{0,59}$', description: '数量名，减去的前面加 -' })
export const FigureSum = Type.Union([FigureName, Type.Array(FigureName, { minItems: 1 })])
const Excluded = Type.Array(Type.Object({ label: Label, of: FigureSum }, closed))

/** Settings that may choose how a measure counts. */
const CHOOSING = ['onTimeAmong', 'visit.satisfiedAmong', 'visit.countsRedo', 'visit.solvedBy', 'handling.unreasonableExcluded'] as const
export const MEASURE_GROUPS = ['来电', '受理', '派单', '办理', '回访'] as const
const COUNTED_AS = ['count', 'rate', 'mean', 'length'] as const
const ROUNDINGS = ['half_up_2', 'half_up_1', 'whole'] as const

/** What a measure says about its figures, and what one of its variants may say otherwise. */
const said = {
  /** Numerator, or the count itself. */
  of: Type.Optional(FigureSum),
  /** Denominator. */
  among: Type.Optional(FigureSum),
  cohort: Type.Optional(Type.Union(COHORTS.map((c) => Type.Literal(c)))),
  /** 分母口径, as it is printed. */
  denominator: Type.Optional(Label),
  /** 未计入: what is not below the line, and why. */
  excluded: Type.Optional(Excluded),
  /** Kinds of rows that are taken out of every figure of the measure: `praise` takes `rated_praise` off `rated`. */
  without: Type.Optional(Type.Array(Type.Union([Type.Literal('praise'), Type.Literal('unreasonable'), Type.Literal('ruled_out')]))),
}

/** 指标. Counted (`count`, a number of rows), a share of a whole (`rate`, percent), or so much for each (`mean`). */
export const MeasureRow = Type.Object(
  {
    label: Label,
    /** Under which heading it stands: 来电、受理、派单、办理、回访. */
    group: Type.Union(MEASURE_GROUPS.map((g) => Type.Literal(g))),
    over: Type.Union(COUNTED.map((n) => Type.Literal(n))),
    as: Type.Union(COUNTED_AS.map((v) => Type.Literal(v))),
    ...said,
    /** 时长 of the rows that `of` counts: which, what of all of them, by the clock or by office hours (工作时). */
    length: Type.Optional(
      Type.Object(
        {
          name: Type.Union(LENGTHS.map((one) => Type.Literal(one))),
          statistic: Type.Union(STATISTICS.map((one) => Type.Literal(one))),
          time: Type.Union(TIMES.map((one) => Type.Literal(one))),
        },
        closed,
      ),
    ),
    /** Counted within one key of one dimension alone: consultations. */
    only: Type.Optional(Type.Object({ dimension: Type.String(), key: Type.String() }, closed)),
    rounding: Type.Optional(Type.Union(ROUNDINGS.map((r) => Type.Literal(r)))),
    /** 件、通、%、小时 …, as printed behind the number. */
    unit: Type.Optional(Label),
    /** A mean counts this many of the figure's own units as one of the printed: 60 minutes as an hour. */
    per: Type.Optional(Type.Integer({ minimum: 1 })),
    /** 公式, as people read it. */
    formula: Type.Optional(Label),
    variants: Type.Optional(
      Type.Array(
        Type.Object(
          {
            when: Type.Object(
              Object.fromEntries(CHOOSING.map((name) => [name, Type.Optional(Type.Union([Type.String(), Type.Boolean()]))])),
              closed,
            ),
            ...said,
            /** Figures that stand in for others: the first round's for the last's. */
            instead: Type.Optional(Type.Record(Type.String(), Type.String())),
            /** Printed behind the denominator's words. */
            words: Type.Optional(Label),
          },
          closed,
        ),
      ),
    ),
    ...origin,
  },
  closed,
)

export const EFFECTS = ['excluded', 'in_time', 'signed_in_time'] as const
/** 通报 one kind of bulletin: its parts, what units check and by when, what an objection may ask for, whom it is sent to. */
export const BulletinRow = Type.Object(
  {
    code: Code,
    label: Label,
    /** What a period of it is; absent: a month. */
    period: Type.Optional(Type.Union(EDITION_PERIODS.map((p) => Type.Literal(p)))),
    /** {city} {year} {month} {period}. */
    title: Label,
    /** 期号: {year} {no} within the year, {total} since the first. */
    number: Setting(Type.String({ minLength: 1, maxLength: 60, pattern: '^([^{}]|\\{(year|no|total)\\})+$' }), '期号'),
    check: Setting(LengthSchema, '单位核对期限'),
    tacit: Setting(Type.Boolean(), '逾期未核对视为无异议'),
    /** Rates that units check row by row. */
    checked: Type.Array(Type.String({ pattern: '^[a-zA-Z]{1,40}$' })),
    objections: Type.Array(
      Type.Object({ code: Code, label: Label, effect: Type.Union(EFFECTS.map((e) => Type.Literal(e))), ...origin }, closed),
    ),
    /** In the order in which they are printed. `figures`: filled by the system alone; else `text` is written by people. */
    sections: Type.Array(
      Type.Object(
        {
          code: Code,
          title: Label,
          figures: Type.Optional(Type.Union([Type.Literal('running'), Type.Literal('handling')])),
          /** Sentences with figures in braces: filled from the edition's figures, never typed. */
          sentences: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 1000 }))),
          /** 向单位征集. */
          asks: Type.Optional(Type.Object({ what: Label, within: LengthSchema }, closed)),
          ...origin,
        },
        closed,
      ),
    ),
    addressees: Type.Object(
      {
        /** 主送. */
        to: Setting(Type.Array(Label), '主送'),
        /** 报. */
        report: Setting(Type.Array(Label), '报'),
        /** 发. */
        send: Setting(Type.Array(Label), '发'),
      },
      closed,
    ),
    /** 闭环校验: up to so many gaps one task each; above it one task for each link. */
    gapTasks: Setting(Type.Integer({ minimum: 0 }), '闭环缺项逐件派任务的件数'),
    ...origin,
  },
  closed,
)

const Hours = Type.Array(Type.Tuple([Type.String({ pattern: '^\\d{2}:\\d{2}$' }), Type.String({ pattern: '^\\d{2}:\\d{2}$' })]))

export const PackSchema = Type.Object(
  {
    city: Type.Object(
      {
        code: Type.String({ pattern: '^\\d{6}$', description: 'GB/T 2260 代码' }),
        name: Label,
        short: Label,
        centre: Label,
        centreUnit: Code,
        greeting: Label,
      },
      closed,
    ),
    calendar: Type.Object(
      {
        officeHours: Setting(Hours, '工作时间'),
        dayEnds: Setting(Type.String({ pattern: '^\\d{2}:\\d{2}$' }), '到期时刻'),
        countsFirstDay: Setting(Type.Boolean(), '收到当日是否计入'),
        extraHolidays: Type.Optional(Type.Array(Type.Object({ day: DayText, label: Label, ...origin }, closed))),
        extraWorkdays: Type.Optional(Type.Array(Type.Object({ day: DayText, label: Label, ...origin }, closed))),
      },
      closed,
    ),
    /** State Council holidays (放假安排) by year; a year that is absent is provisional (暂定). */
    years: Type.Record(
      Type.String({ pattern: '^\\d{4}$' }),
      Type.Object({ holidays: Type.Array(DayText), workdays: Type.Array(DayText), source: SourceSchema }, closed),
    ),
    kinds: Type.Object(
      {
        types: Type.Array(RequestTypeRow),
        marks: Type.Array(MarkKind),
        channels: Type.Array(ChannelKind),
        lines: Type.Array(LineRow),
      },
      closed,
    ),
    categories: Type.Array(CategoryRow),
    units: Type.Array(UnitRow),
    gazetteer: Type.Array(PlaceRow),
    duties: Type.Array(DutyRow),
    deadlines: Type.Array(DeadlineRule),
    intake: Type.Object(
      {
        requires: Setting(Type.Array(Code), '登记必采要素'),
        dispatchRequires: Setting(Type.Array(Code), '派单前必备要素'),
        askAlike: Setting(Type.Boolean(), '询问是否还有同样情况者'),
        wrapSeconds: Setting(Type.Object({ consult: Type.Integer(), order: Type.Integer() }, closed), '话后整理秒数'),
        parked: Setting(Type.Integer({ minimum: 1 }), '可挂起草稿数'),
        parkedWarnMinutes: Setting(Type.Integer(), '挂起提醒分钟'),
        recallEntryMinutes: Setting(Type.Integer(), '话务员收回本人登记的分钟数'),
        majorHouseholds: Setting(Type.Integer(), '重大民生紧急的影响户数起点'),
        /** Absent: the public page takes none. */
        photos: Type.Optional(Setting(Type.Integer({ minimum: 0 }), '网上来件可附照片张数')),
        refusals: Type.Array(ReasonRow),
        greetingByHour: Setting(Type.Array(Type.Object({ until: Type.String(), text: Type.String() }, closed)), '问候语'),
      },
      closed,
    ),
    dispatch: Type.Object(
      {
        rules: Type.Array(DispatchRule),
        forbidden: Type.Array(ForbiddenPair),
        leaseMinutes: Setting(Type.Integer(), '领取占用分钟数'),
        undoSeconds: Setting(Type.Integer(), '派发后可收回秒数'),
        network: Setting(Type.Object({ leaders: Type.Integer(), handlers: Type.Integer() }, closed), '承办网络要求'),
        networkRequired: Setting(Type.Boolean(), '承办网络不完整是否阻止派单'),
      },
      closed,
    ),
    levels: Type.Object(
      {
        review: Setting(Type.Boolean(), '区县是否审核下级办理结果'),
        signed: Setting(Type.Boolean(), '下级提交是否逐级签批'),
        sentBackLeast: Setting(LengthSchema, '驳回后至少保留的时间'),
      },
      closed,
    ),
    /** Absent in packs published before the reasons were coded: what is to be changed is then said in words alone. */
    reviews: Type.Optional(Type.Object({ reasons: Type.Array(ReasonRow) }, closed)),
    returns: Type.Object(
      {
        perUnit: Setting(Type.Integer({ minimum: 0 }), '同一单位对一件工单可申请退单次数'),
        granted: Setting(Type.Integer({ minimum: 0 }), '一件工单最多同意退单次数'),
        within: Setting(LengthSchema, '申请退单的期限'),
        needsFacts: Setting(Type.Boolean(), '须附核查事实'),
        needsBasis: Setting(Type.Boolean(), '须附三定或法规依据'),
        needsSuggestion: Setting(Type.Boolean(), '须附建议单位'),
        reasons: Type.Array(ReasonRow),
      },
      closed,
    ),
    extensions: Type.Object(
      {
        max: Setting(Type.Integer({ minimum: 0 }), '延期次数'),
        longest: Setting(LengthSchema, '单次延期最长'),
        total: Setting(LengthSchema, '累计延期最长'),
        tellRequester: Setting(Type.Boolean(), '须告知诉求人'),
        reasons: Type.Array(ReasonRow),
      },
      closed,
    ),
    pauses: Type.Object(
      {
        max: Setting(Type.Integer({ minimum: 0 }), '暂停计时次数'),
        longest: Setting(LengthSchema, '单次暂停最长'),
        reasons: Type.Array(ReasonRow),
      },
      closed,
    ),
    handling: Type.Object(
      {
        contactRequired: Setting(Type.Boolean(), '提交办结前须有联系记录'),
        contactAttempts: Setting(Type.Integer(), '未接通须有的拨打次数'),
        inPlace: Setting(Type.Array(Code), '三个到位'),
        unitVisit: Setting(Type.Boolean(), '单位自行回访'),
        unsolvedReasons: Type.Array(ReasonRow),
        unreasonableExcluded: Setting(Type.Boolean(), '无理诉求认定后不计入满意率'),
        firstContact: Setting(Type.Boolean(), '首次联系计时'),
      },
      closed,
    ),
    visit: Type.Object(
      {
        blocks: Setting(Hours, '回访时段'),
        attempts: Setting(Type.Integer({ minimum: 1 }), '拨打次数'),
        days: Setting(Type.Integer({ minimum: 1 }), '分布天数'),
        exemptTypes: Setting(Type.Array(Code), '不回访的诉求类型'),
        scale: Setting(Type.Array(Type.Object({ code: Code, label: Label, satisfied: Type.Boolean() }, closed)), '满意度等级'),
        satisfiedAmong: Setting(Type.Union([Type.Literal('reached'), Type.Literal('rated'), Type.Literal('all')]), '满意率分母'),
        countsRedo: Setting(Type.Union([Type.Literal('first'), Type.Literal('last')]), '重办后按哪一次计满意'),
        redoMax: Setting(Type.Integer({ minimum: 0 }), '重办次数'),
        solvedBy: Setting(Type.Union([Type.Literal('visit'), Type.Literal('unit')]), '解决状态以谁为准'),
        unreachedReasons: Type.Array(ReasonRow),
        dissatisfiedReasons: Type.Array(ReasonRow),
        sameWorker: Setting(Type.Boolean(), '登记人是否可回访本人登记的诉求'),
      },
      closed,
    ),
    signing: Type.Array(SigningRule),
    archive: Type.Object({ after: Setting(LengthSchema, '办结后归档'), causes: Type.Array(ReasonRow) }, closed),
    /** 保存期限, absent in packs published before there were any: nothing is ever due. */
    retention: Type.Optional(
      Type.Object(
        {
          personal: Setting(Years, '诉求、工单中的个人信息保存年数'),
          confidential: Setting(Years, '保密件中的个人信息保存年数'),
          files: Setting(Years, '附件、照片保存年数'),
          messages: Setting(Years, '短信内容保存年数'),
          drafts: Setting(Type.Integer({ minimum: 7, maximum: 3650 }), '未提交的草稿保存天数'),
        },
        closed,
      ),
    ),
    posts: Type.Array(PostRow),
    /** Absent in packs published before there were any. */
    messages: Type.Optional(Type.Array(MessageRow)),
    outsourced: Setting(Type.Array(Type.String()), '外包人员不得使用的操作'),
    reveals: Type.Object(
      {
        perHour: Setting(Type.Integer(), '每小时免事由查看号码次数'),
        /** Absent in packs published before there was a limit. */
        most: Type.Optional(Setting(Type.Integer({ minimum: 1 }), '每小时最多查看号码次数')),
      },
      closed,
    ),
    /** Absent in packs published before a city could set them. */
    sessions: Type.Optional(
      Type.Object(
        {
          idle: Setting(Type.Integer({ minimum: 5, maximum: 480 }), '无操作自动退出（分钟）'),
          life: Setting(Type.Integer({ minimum: 1, maximum: 24 }), '一次登录最长（小时）'),
          most: Setting(Type.Integer({ minimum: 1, maximum: 20 }), '同一账号同时登录数'),
        },
        closed,
      ),
    ),
    /** Absent: an agreed answer is looked at again when its last day has passed. */
    knowledge: Type.Optional(Type.Object({ reviewBefore: Setting(LengthSchema, '口径到期前多久续审') }, closed)),
    exports: Type.Object(
      {
        rows: Setting(Type.Integer(), '免审批导出行数'),
        /** Absent in packs published before there was a term: an approval then ends with its day. */
        approvedFor: Type.Optional(Setting(LengthSchema, '批准导出后的有效期')),
      },
      closed,
    ),
    /** By code, so that a city says only what it has otherwise. */
    measures: Type.Record(Type.String({ pattern: '^[a-z0-9]+(-[a-z0-9]+)*$' }), MeasureRow),
    /** Absent in packs published before there were any. */
    bulletins: Type.Optional(Type.Array(BulletinRow)),
    onTimeAmong: Setting(Type.Union([Type.Literal('due'), Type.Literal('dispatched'), Type.Literal('closed')]), '按时办结率分母'),
    topTopics: Setting(Type.Integer({ minimum: 1 }), '热点事项数'),
    topUnits: Setting(Type.Integer({ minimum: 1 }), '承办量榜单位数'),
    /** Absent: by name. */
    topTies: Type.Optional(Setting(Type.Union([Type.Literal('name'), Type.Literal('code'), Type.Literal('all')]), '榜单并列处理')),
    terms: Type.Record(Type.String(), Label),
  },
  closed,
)

export type Pack = Static<typeof PackSchema>
export type Length = Static<typeof LengthSchema>
export type DeadlineRow = Static<typeof DeadlineRule>
export type Category = Static<typeof CategoryRow>
export type Unit = Static<typeof UnitRow>
export type Duty = Static<typeof DutyRow>
export type Post = Static<typeof PostRow>
export type BulletinKind = Static<typeof BulletinRow>
export type MeasureEntry = Static<typeof MeasureRow>
export type Occasion = Static<typeof MessageRow>
export type ClockKind = (typeof CLOCKS)[number]
export type UnitOfTime = (typeof UNITS_OF_TIME)[number]
export type SigningMode = (typeof SIGNING)[number]
