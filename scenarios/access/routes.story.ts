/** Every route and every post: what the table of expectations says is so (SEC-04). */
import { doors } from './doors.ts'

doors(false)
