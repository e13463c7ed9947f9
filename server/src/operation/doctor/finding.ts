/** 系统健康: one thing that was looked at, what was found and, where it is not well, what to do about it. */
export const LEVELS = { ok: '正常', note: '提示', warn: '注意', bad: '须处理' } as const
export type Level = keyof typeof LEVELS

export interface Finding {
  /** Stable, for programs and alarms. */
  code: string
  /** What was looked at. */
  title: string
  level: Level
  /** What was found. */
  what: string
  /** What to do; always there where the level is warn or bad. */
  todo?: string
}

const ORDER: readonly Level[] = ['ok', 'note', 'warn', 'bad']

export const worst = (findings: readonly Finding[]): Level =>
  findings.reduce<Level>((level, f) => (ORDER.indexOf(f.level) > ORDER.indexOf(level) ? f.level : level), 'ok')

/** Exit code of `huying doctor`: 0 well, 1 something to look at, 2 something to do. */
export const exitCode = (findings: readonly Finding[]): number => Math.max(0, ORDER.indexOf(worst(findings)) - 1)

export const minutes = (seconds: number) => (seconds < 120 ? `${Math.round(seconds)} 秒` : `${Math.round(seconds / 60)} 分钟`)
export const size = (bytes: number) => (bytes >= 1024 ** 3 ? `${(bytes / 1024 ** 3).toFixed(1)} GB` : `${Math.round(bytes / 1024 ** 2)} MB`)
