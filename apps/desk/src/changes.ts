/**
 * What changed, told to open pages (GET /api/changes). Only the tab one looks at holds the stream: browsers allow six connections to
 * one server, and clerks open many tabs. A hidden tab asks now and then instead.
 */
export interface Changed {
  noun: string
  id: string
  seq: number
}
/** Without changes: look again, something may have been missed. */
type Listener = (changes: readonly Changed[] | undefined) => void

const HIDDEN_EVERY = 60_000
const listeners = new Set<Listener>()
let source: EventSource | undefined
let timer: number | undefined

const tell = (changes: readonly Changed[] | undefined) => {
  for (const listener of listeners) listener(changes)
}

function connect() {
  source?.close()
  source = undefined
  window.clearInterval(timer)
  if (listeners.size === 0) return
  if (document.hidden) {
    timer = window.setInterval(() => tell(undefined), HIDDEN_EVERY)
    return
  }
  source = new EventSource('/api/changes')
  source.addEventListener('message', ({ data }: MessageEvent<string>) => tell(JSON.parse(data) as Changed[]))
}

document.addEventListener('visibilitychange', () => {
  connect()
  if (!document.hidden) tell(undefined)
})

export function onChanged(listener: Listener): () => void {
  listeners.add(listener)
  if (listeners.size === 1) connect()
  return () => {
    listeners.delete(listener)
    if (listeners.size === 0) connect()
  }
}
