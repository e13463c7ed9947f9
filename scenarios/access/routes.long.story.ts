/** Every route × every post × every matter. */
import { doors } from './doors.ts'

doors(true)
