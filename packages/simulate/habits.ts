/**
 * How a city lives, as numbers: when people call, what is answered at once, how units work. Defaults for a demonstration; all of it
 * is drawn with a seed. Sources of shape: published monthly totals of hotlines; the hourly curve is an assumption.
 */
export const HABITS = {
  /** Share of a day's calls in each hour. */
  hours: [
    0.006, 0.004, 0.003, 0.003, 0.004, 0.007, 0.014, 0.028, 0.062, 0.098, 0.1, 0.078, 0.046, 0.052, 0.072, 0.082, 0.078, 0.062, 0.048,
    0.044, 0.04, 0.034, 0.021, 0.014,
  ],
  /** Sunday first. */
  weekday: [0.82, 1.15, 1.08, 1.05, 1.03, 1.02, 0.85],
  /** Calls that leave no request: nuisance, wrong numbers, silence. */
  idle: 0.06,
  /** Share of requests answered on the spot, by request type; others when not named. */
  onTheSpot: { consult: 0.95, praise: 0, suggest: 0.5 } as Record<string, number>,
  onTheSpotElse: 0.4,
  refused: 0.006,
  channels: { phone: 0.9 },
  confidential: 0.03,
  urgent: 0.03,
  /** After dispatch. */
  signLate: 0.02,
  wrongFirst: 0.05,
  extension: 0.06,
  late: 0.02,
  sentBack: 0.04,
  urge: 0.08,
  append: 0.05,
  withdraw: 0.01,
  subDispatch: 0.85,
  reached: 0.75,
  satisfied: 0.91,
  solved: 0.88,
} as const
