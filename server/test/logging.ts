/** The server's own log, line by line into a list. */
import { pino } from 'pino'

export const logInto = (lines: string[]) => pino({ level: 'trace' }, { write: (line: string) => lines.push(line) })
