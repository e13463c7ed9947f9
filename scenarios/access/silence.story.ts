/** What a post may not see is neither named nor counted nor answered for (SEC-04). */
import { silence } from './silence.ts'

silence(false)
