/** Sound and browser notification for new work, each by its own switch, kept on this computer. */
import type { NoticeList } from './useNotices.ts'

type Switch = 'sound' | 'popup'
const KEYS: Record<Switch, string> = { sound: 'huying.notice.sound', popup: 'huying.notice.popup' }
const TOLD = 'huying.notice.told'
const QUIET = 30_000

export const isOn = (which: Switch): boolean => window.localStorage.getItem(KEYS[which]) === 'on'

/** False where the browser does not allow it. */
export async function turn(which: Switch, on: boolean): Promise<boolean> {
  if (which === 'popup' && on) {
    if (!('Notification' in window) || (await Notification.requestPermission()) !== 'granted') return false
  }
  window.localStorage.setItem(KEYS[which], on ? 'on' : 'off')
  if (which === 'sound' && on) ring()
  return true
}

/** One tab tells, and not again for half a minute. */
export function announce(grown: readonly NoticeList[]) {
  if (grown.length === 0 || (!isOn('sound') && !isOn('popup'))) return
  const last = Number(window.localStorage.getItem(TOLD) ?? 0)
  if (Date.now() - last < QUIET) return
  window.localStorage.setItem(TOLD, String(Date.now()))
  if (isOn('sound')) ring()
  if (isOn('popup') && document.hidden && 'Notification' in window && Notification.permission === 'granted') {
    const body = grown.map(({ label, count }) => `${label} ${count} 件`).join('，')
    new Notification('呼应', { body, tag: 'huying', silent: true })
  }
}

/** Two soft tones, half a second; nothing to download. */
function ring() {
  const context = new AudioContext()
  const gain = context.createGain()
  gain.connect(context.destination)
  gain.gain.setValueAtTime(0.0001, context.currentTime)
  gain.gain.exponentialRampToValueAtTime(0.08, context.currentTime + 0.02)
  gain.gain.exponentialRampToValueAtTime(0.0001, context.currentTime + 0.5)
  for (const [at, pitch] of [
    [0, 660],
    [0.16, 880],
  ] as const) {
    const tone = context.createOscillator()
    tone.frequency.value = pitch
    tone.connect(gain)
    tone.start(context.currentTime + at)
    tone.stop(context.currentTime + at + 0.3)
  }
  window.setTimeout(() => void context.close(), 1000)
}
