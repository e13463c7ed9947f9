/** Idempotency keys: one submission keeps its key however often it is sent, so that a retry never makes a second request. */
export interface Submission {
  keyFor(body: unknown): string
  /** The server has answered for good; what is sent next is another submission, even with the same words. */
  settled(): void
}

export function newSubmission(draw: () => string = randomKey): Submission {
  let last: { text: string; key: string } | undefined
  return {
    keyFor(body) {
      const text = JSON.stringify(body)
      if (last?.text !== text) last = { text, key: draw() }
      return last.key
    },
    settled() {
      last = undefined
    },
  }
}

/** crypto.randomUUID is missing before Chrome 92 and on pages without https. */
function randomKey(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  return Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')
}
