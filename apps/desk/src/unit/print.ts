import { to } from '../where.ts'

/** Of one print: as many as an address carries. */
const MOST = 200

/** The sheets of many orders in one tab; their ids travel in the address, nothing of the people does. */
export function printSheets(form: 'list' | 'approval' | 'order', rows: readonly { id: string }[]): void {
  const ids = [...new Set(rows.map(({ id }) => id))].slice(0, MOST).join(',')
  window.open(to('/orders/many/print', { form, ids }), '_blank', 'noopener')
}
