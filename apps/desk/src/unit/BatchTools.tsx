import { BatchBar, ErrorLine } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { ACTS } from '../order/forms/registry.ts'
import type { FormSpec } from '../order/forms/spec.ts'
import { useOrder } from '../order/useOrder.ts'
import { useCatalogue } from '../session.tsx'
import { ASSIGNMENT_WORDS } from '../words.ts'
import { BatchDialog } from './BatchDialog.tsx'
import { printSheets } from './print.ts'
import type { UnitRow } from './rows.ts'
import type { useBatch } from './useBatch.ts'

/** Acts that make sense on many rows at once, and what those that ask nothing more send. */
const BATCHED: Readonly<Record<string, object | 'form'>> = {
  sign: {},
  review: { pass: true },
  approve: { pass: true, sealed: true },
  sub_dispatch: 'form',
  contact_citizen: 'form',
  request_extension: 'form',
  redispatch: 'form',
  hand_on: 'form',
}
const WORDS: Readonly<Record<string, string>> = { review: '审核通过', approve: '同意签批' }

interface BatchToolsProps {
  rows: readonly UnitRow[]
  batch: ReturnType<typeof useBatch>
  onClear: () => void
}

/** What can be done with the ticked rows: what the server offers on the first of them; each row is judged by itself. */
export function BatchTools({ rows, batch, onClear }: BatchToolsProps) {
  const words = useCatalogue()
  const [first] = rows
  const { order } = useOrder(first?.id)
  const [form, setForm] = useState<{ command: string; title: string; spec: FormSpec }>()
  const offers = order?.open.filter(({ command, assignment }) => assignment === first?.no && command in BATCHED) ?? []
  const acts = ACTS.flatMap((act) => offers.find(({ command }) => command === act.command) ?? [])

  const start = (command: string, button: string) => {
    const how = BATCHED[command]
    const spec = ACTS.find((act) => act.command === command)?.spec
    if (how === 'form' && spec) setForm({ command, title: button, spec })
    else if (typeof how === 'object') void batch.send(command, rows, how)
  }
  const common = (of: (row: UnitRow) => string) => (new Set(rows.map(of)).size === 1 && first ? of(first) : undefined)
  const same = [common((row) => ASSIGNMENT_WORDS[row.assignment_stage]), common((row) => words.categoryName(row.category))].filter(Boolean)
  return (
    <>
      {batch.error && <ErrorLine {...batch.error} />}
      <BatchBar
        count={rows.length}
        common={rows.length > 1 && same.length > 0 ? `均为${same.join('、')}` : undefined}
        onClear={onClear}
        refused={batch.refused}
      >
        <Button onClick={() => printSheets('list', rows)}>打印清单</Button>
        {rows.some(({ assignment_stage: stage }) => SHEETS.has(stage)) && (
          <Button onClick={() => printSheets('approval', rows)}>打印审批单</Button>
        )}
        {[...acts].reverse().map(({ command, button }) => {
          const label = WORDS[command] ?? button
          const main = command === acts[0]?.command
          return (
            <Button key={command} type={main ? 'primary' : 'default'} disabled={batch.busy} onClick={() => start(command, label)}>
              {main ? `${label} ${rows.length} 件` : label}
            </Button>
          )
        })}
      </BatchBar>
      {form && first && (
        <BatchDialog
          title={form.title}
          spec={form.spec}
          rows={rows}
          onSend={(input) => batch.send(form.command, rows, input)}
          onClose={() => setForm(undefined)}
        />
      )}
    </>
  )
}

/** Stages in which there is an answer to print for signature. */
const SHEETS: ReadonlySet<string> = new Set(['signing', 'waiting', 'submitted', 'sent_back', 'accepted'])
