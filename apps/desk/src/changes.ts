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
/** A stream that was refused (the database away, a proxy that found no server) is not tried again by the browser. */
const AGAIN = 5000
const listeners = new Set<Listener>()
let source: EventSource | undefined
let timer: number | undefined
/** The stream before this one ended, so there is something to look at when the next begins. */
let missed = false

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
  const stream = new EventSource('/api/changes')
  source = stream
  let broken = missed
  missed = false
  stream.addEventListener('message', ({ data }: MessageEvent<string>) => tell(JSON.parse(data) as Changed[]))
  stream.addEventListener('open', () => {
    if (broken) tell(undefined)
    broken = false
  })
  stream.addEventListener('error', () => {
    broken = true
    if (stream.readyState !== EventSource.CLOSED || source !== stream) return
    missed = true
    timer = window.setTimeout(connect, AGAIN)
  })
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
