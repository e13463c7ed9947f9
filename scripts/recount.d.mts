/** What `recount.mjs` says of its functions, for tests that are compiled. */
export interface JournalEvent {
  noun: string
  stream: string
  seq: number
  /** Milliseconds. */
  at: number
  body: unknown
}
export interface Part {
  n: number
  of: number
}
type Counts = Record<string, number>
type Among = Record<'rated' | 'reached' | 'all', Part>
type Rounds = Record<'first' | 'last', Among>
export interface Recounted {
  month: string
  calls: { offered: number; answered: number; within15s: number }
  accepted: number
  onTheSpot: number
  sent: number
  undecided: number
  withdrawn: number
  sentAndWithdrawn: number
  urged: number
  history: number
  refused: number
  transferred: number
  types: Counts
  topics: Counts
  channels: Counts
  media: Counts
  marks: Counts
  visited: Part
  reached: Part
  satisfied: { all: Rounds; withoutUnreasonable: Rounds }
  solved: Part
  redoneRequests: number
  orders: number
  merged: number
  mergedAway: number
  dispatched: number
  closed: number
  units: Counts
  onTime: Record<'due' | 'closed' | 'dispatched', Part>
  onTimeOfMarked: Counts
  ofMarked: Counts
  contacted: Part
  redone: number
  returned: number
}
export function counting(): { take(event: JournalEvent): void; figures(options: { month: string; asOf: number }): Recounted }
export function eachEvent(
  client: { query(text: string, values: unknown[]): Promise<{ rows: object[] }> },
  centre: string,
  take: (event: JournalEvent) => void,
): Promise<number>
