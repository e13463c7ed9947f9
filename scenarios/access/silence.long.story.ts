/** The same for every seat. */
import { silence } from './silence.ts'

silence(true)
