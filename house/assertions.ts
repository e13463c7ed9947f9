/** Writes into the JSON report how many assertions each test made, so that a story that asserts nothing shows nothing. */
import { afterEach, expect } from 'vitest'

declare module 'vitest' {
  interface TaskMeta {
    assertions?: number
  }
}

afterEach(({ task }) => {
  task.meta.assertions = expect.getState().assertionCalls
})
