/**
 * How a city lives, as numbers: when people call, what is answered at once, how units work. Defaults for a demonstration; all of it
 * is drawn with a seed. Sources of shape: published monthly totals of hotlines; the hourly curve is an assumption. What is open at any
 * moment follows from how long things take, nothing is put there for the end. Pairs are minutes of office time, from–to.
 */
export const HABITS = {
  /** Share of a day's calls in each hour. */
  hours: [
    0.006, 0.004, 0.003, 0.003, 0.004, 0.007, 0.014, 0.028, 0.062, 0.098, 0.1, 0.078, 0.046, 0.052, 0.072, 0.082, 0.078, 0.062, 0.048,
    0.044, 0.04, 0.034, 0.021, 0.014,
  ],
  /** Sunday first. */
  weekday: [0.82, 1.15, 1.08, 1.05, 1.03, 1.02, 0.85],
  /** A community has as many callers as this many villages. */
  community: 2,
  /** Calls that leave no request: nuisance, wrong numbers, silence. */
  idle: 0.06,
  /** Calls that nobody took. */
  missed: 0.025,
  /** Share of requests answered on the spot, by request type; others when not named. */
  onTheSpot: { consult: 0.95, praise: 0, suggest: 0.5 } as Record<string, number>,
  onTheSpotElse: 0.38,
  /** Of everything accepted, where only the whole is known. */
  onTheSpotShare: 0.68,
  /** Of the answers for which there is an agreed one, how many quote it; of those without, how many agents ask the owner for one. */
  cites: 0.93,
  reportsNoAnswer: 0.35,
  noAnswerDone: 0.6,
  refused: 0.006,
  channels: { phone: 0.88 },
  confidential: 0.03,
  urgent: 0.03,
  /** Calls about a matter that still runs. */
  again: 0.08,

  /** The centre: reading letters, dispatching, ruling, reviewing. */
  letterRead: [15, 260],
  dispatched: [5, 25],
  ruled: [40, 640],
  conferred: [300, 1500],
  centreReview: [20, 420],
  sentBack: 0.04,

  /** After dispatch. */
  signed: [4, 108],
  signLate: 0.015,
  wrongFirst: 0.045,
  /** Returns that are not granted, and disputes that the level above decides. */
  returnInVain: 0.015,
  disputed: 0.01,
  returnBelow: 0.03,
  subDispatch: 0.85,
  /** Share of a county's matters that its own section of that field takes, not the street. */
  toSection: 0.35,
  firstContact: [15, 300],
  reachedAtOnce: 0.9,
  progress: 0.55,
  /** Share of the time allowed that handling takes, from–to. */
  takes: [0.45, 0.97],
  late: 0.014,
  extension: 0.08,
  extensionGranted: 0.93,
  /** Only where no level above waits meanwhile. */
  pause: 0.09,
  pauseGranted: 0.85,
  /** Working hours that a pause lasts. */
  pausedHours: [16, 72],
  /** What units report. */
  reported: [
    ['solved', 88],
    ['explained', 6],
    ['partly', 4],
    ['unsolved', 2],
  ],
  leaderSigns: [20, 380],
  leaderDeclines: 0.02,
  countyReview: [30, 420],

  /** Call-backs: hours until somebody calls, on average. */
  visitAfter: 34,
  reached: 0.74,
  satisfied: 0.885,
  solved: 0.9,
  visitReview: [30, 500],
  redone: 0.6,
  redoPleases: 0.7,

  /** A month of which only totals are known. Registered as a further type that is counted within another. */
  furtherType: 0.06,
  /** Share of each type among what is accepted; of those not named. */
  types: { consult: 0.4, help: 0.35, complaint: 0.22 } as Record<string, number>,
  typesElse: 0.015,
  /** Reached by the last attempt; reached and not willing to rate. */
  reachedAtLast: 0.97,
  silent: 0.015,
  /** Of running orders, asked after by a call. */
  urged: 0.03,
  /** Of answered calls, taken within the 15 seconds of GB/T 33358. */
  soon: 0.97,
} as const

/** The same numbers, with others in their place. */
type Wide<T> = T extends number
  ? number
  : T extends readonly [number, number]
    ? readonly [number, number]
    : T extends readonly number[]
      ? readonly number[]
      : T extends readonly unknown[]
        ? T
        : { readonly [K in keyof T]: Wide<T[K]> }
export type Habits = Wide<typeof HABITS>

/**
 * For filling a centre with years of orders: nearly everything becomes an order, nobody calls in vain, and units note less on the way.
 * What an order goes through, and how often it goes wrong, is as above.
 */
export const LEAN: Habits = {
  ...HABITS,
  idle: 0,
  missed: 0,
  onTheSpot: { consult: 0.3, praise: 0 },
  onTheSpotElse: 0.08,
  reportsNoAnswer: 0,
  again: 0,
  progress: 0.1,
}

/**
 * The short way, which most orders of long ago go when a centre is filled: one unit, at once and in good time, so that a life has some
 * twenty events instead of forty. Every step is decided like any other; what is rare is rarer.
 */
export const SHORT: Habits = {
  ...LEAN,
  onTheSpot: { praise: 0 },
  onTheSpotElse: 0.03,
  dispatched: [5, 15],
  sentBack: 0.01,
  signed: [2, 15],
  signLate: 0.003,
  wrongFirst: 0.01,
  returnInVain: 0,
  disputed: 0,
  returnBelow: 0,
  subDispatch: 0,
  firstContact: [5, 40],
  reachedAtOnce: 0.99,
  progress: 0,
  takes: [0.05, 0.4],
  late: 0.006,
  extension: 0.01,
  pause: 0.005,
  leaderSigns: [10, 60],
  leaderDeclines: 0,
  centreReview: [10, 60],
  visitAfter: 6,
  reached: 0.97,
  visitReview: [30, 120],
  redone: 0.1,
}
/** Of the lives of long ago, how many go their whole way as today's do. */
export const LONG_WAY = 0.08
