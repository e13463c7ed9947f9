/** 审计: what was done with accounts and personal data, beside the journal of the work itself. */
import { AsyncLocalStorage } from 'node:async_hooks'
import type { Instant } from '@huying/core/kernel'
import { v7 as uuid } from 'uuid'
import { type Db, ts } from '../db.ts'
import type { SealProvider } from '../seal/provider.ts'
import { recordHash } from '../seal/records.ts'

/** 来源地址: where the request at hand came from; none for what the machine does of itself. */
export const source = new AsyncLocalStorage<string>()

/** Kinds of records and their words, in the order of the audit page's filter. */
export const AUDIT_KINDS = {
  login: '登录',
  login_failed: '登录失败',
  login_locked: '输错锁定',
  logout: '退出',
  session_ended: '结束登录',
  post_switched: '切换岗位',
  password_changed: '修改密码',
  factor_on: '启用动态验证码',
  factor_off: '停用动态验证码',
  account_opened: '建立账号',
  account_changed: '修改人员信息',
  account_closed: '关闭账号',
  account_unlocked: '解除锁定',
  password_reset: '重置密码',
  factor_reset: '重置动态验证码',
  factor_demanded: '要求动态验证码',
  post_granted: '授予岗位',
  post_ended: '收回岗位',
  stand_in_given: '委托代办',
  stand_in_ended: '结束委托',
  handed_on: '交接',
  reveal: '查看号码',
  reveal_limited: '查看号码达到上限',
  file_read: '查看附件',
  phone_search: '按号码查询',
  export: '导出',
  export_asked: '申请超量导出',
  export_approved: '批准超量导出',
  import: '导入',
  print: '打印',
  sign_reminded: '电话催签',
  message_resent: '重发短信',
  job_retried: '重试后续事项',
  texts_dropped: '升级时清除无引用的文字',
  pack_published: '发布机制配置',
  verify_asked: '启动审计校验',
  verify_found: '校验发现不符',
  knowledge_published: '发布口径',
  knowledge_retired: '停用口径',
  refused: '越权尝试',
} as const
export type AuditKind = keyof typeof AUDIT_KINDS

export interface AuditNote {
  kind: AuditKind
  actor: string
  post?: string
  /** What it was done to: a person, a request. */
  object?: string
  detail?: object
}

/** Where it is written: the pool, or the client of a transaction. */
export interface Recorder {
  pool: Db
  crypto: SealProvider
}

/** The columns of a record, as its hash is taken over them. */
export function recordOf({ kind, actor, post, object, detail }: AuditNote, now: Instant) {
  const address = source.getStore()
  return {
    audit_id: uuid(),
    at: ts(now),
    actor,
    post: post ?? '',
    kind,
    object: object ?? null,
    detail: { ...detail, ...(address ? { address } : {}) },
  }
}

/** Writes the record with its hash; answers its id. */
export async function note({ pool, crypto }: Recorder, centre: string, noted: AuditNote, now: Instant): Promise<string> {
  const record = recordOf(noted, now)
  await pool.query({
    name: 'note',
    text: `insert into audit (centre_id, hash, audit_id, at, actor, post, kind, object, detail)
      select $1, decode($2, 'base64'), r.* from jsonb_to_record($3::jsonb)
        as r(audit_id uuid, at timestamptz, actor text, post text, kind text, object text, detail jsonb)`,
    values: [centre, recordHash(crypto, 'audit', centre, record), JSON.stringify(record)],
  })
  return record.audit_id
}
