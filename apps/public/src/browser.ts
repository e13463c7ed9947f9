/** What the page asks of the browser: address, text size, network, and a word before it is closed. */
import { useEffect, useState, useSyncExternalStore } from 'react'

/** The part of the address after #/, e.g. write, write/check, follow. */
export function useRoute(): string {
  return useSyncExternalStore(listenTo('hashchange'), () => window.location.hash.replace(/^#\/?/, '') || 'write')
}

export function useOnline(): boolean {
  return useSyncExternalStore(listenTo('online', 'offline'), () => navigator.onLine)
}

function listenTo(...events: string[]) {
  return (listener: () => void) => {
    for (const event of events) window.addEventListener(event, listener)
    return () => {
      for (const event of events) window.removeEventListener(event, listener)
    }
  }
}

const TEXT = 'text'

/** 大字版, kept for the next visit: the only thing this page ever stores on the device. */
export function useLargeText(): [boolean, () => void] {
  const [large, setLarge] = useState(() => stored() === 'large')
  useEffect(() => {
    if (large) document.documentElement.setAttribute('data-text', 'large')
    else document.documentElement.removeAttribute('data-text')
  }, [large])
  const toggle = () => {
    setLarge(!large)
    store(large ? undefined : 'large')
  }
  return [large, toggle]
}

/** Storage may be switched off; then the choice holds for this visit. */
function stored(): string | null {
  try {
    return localStorage.getItem(TEXT)
  } catch {
    return null
  }
}

function store(value: string | undefined) {
  try {
    if (value) localStorage.setItem(TEXT, value)
    else localStorage.removeItem(TEXT)
  } catch {
    return
  }
}

/** Lets the browser ask before words are lost that stand nowhere else. */
export function useAskBeforeLeaving(active: boolean) {
  useEffect(() => {
    if (!active) return
    const ask = (event: BeforeUnloadEvent) => {
      event.preventDefault()
      event.returnValue = ''
    }
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [active])
}

/** Copies by the old way too: pages served without https have no clipboard object. Says whether it worked. */
export async function copy(text: string): Promise<boolean> {
  try {
    if (navigator.clipboard) {
      await navigator.clipboard.writeText(text)
      return true
    }
  } catch {
    // refused by the browser's settings: try the old way
  }
  const area = document.createElement('textarea')
  area.value = text
  area.className = 'unseen'
  document.body.append(area)
  area.select()
  const done = document.execCommand('copy')
  area.remove()
  return done
}
