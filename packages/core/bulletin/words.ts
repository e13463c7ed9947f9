/** The words of an edition's stages (terms.md 2), for screens and for files. */
import type { EditionStage } from './state.ts'
import type { Effect } from './adjust.ts'

export const EDITION_WORDS: Readonly<Record<EditionStage, string>> = {
  closing: '数据关账',
  draft: '草稿',
  checking: '单位核对中',
  final: '定稿',
  submitted: '送审',
  issued: '已印发',
  corrected: '已更正',
  void: '已作废',
}

export const EFFECT_WORDS: Readonly<Record<Effect, string>> = {
  excluded: '不计入考核',
  in_time: '按时办结计',
  signed_in_time: '按时签收计',
}

/** What was found in a text that will be published (SEC-05). */
export const FINDING_WORDS: Readonly<Record<string, string>> = {
  mobile: '手机号码',
  phone: '电话号码',
  landline: '固定电话',
  id: '身份证号',
  identity: '身份证号',
  card: '银行卡号',
  plate: '车牌号',
  mail: '电子邮箱',
  passport: '证件号码',
  permit: '证件号码',
  address: '住址',
  name: '姓名',
}
export const findingWord = (kind: string) => FINDING_WORDS[kind] ?? '个人信息'
