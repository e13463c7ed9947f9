import { ErrorLine, Facts, KeyCap } from '@huying/ui'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { ruleText } from '../api.ts'
import { useCatalogue } from '../session.tsx'
import { deadlines } from './lot.ts'
import { LOT } from './pool.ts'
import { AssistsForm, LimitForm, LIMIT_WORDS, UnitForm } from './TargetForms.tsx'
import { MergeForm, SkipForm } from './ActForms.tsx'
import type { LotState } from './useLot.ts'

/** Right: what will go out, to whom, by when and why; the first Enter takes the lot, the second sends it. */
export function SendPanel({ lot, children }: { lot: LotState; children?: ReactNode }) {
  const { unitName, unitShort } = useCatalogue()
  const { step, ticked, unit, assists, limit, editing, edit } = lot
  const out = lot.rows.filter(({ id }) => !lot.isTicked(id))
  const target = unit ? unitName(unit) : '待定单位'
  const close = () => edit(undefined)
  return (
    <aside className={`dp-send dp-send-${step}`} aria-label="本次派发">
      <div className="dp-send-scroll">
        <section>
          <h2>{step === 'look' ? '待领取' : '本次派发，请核对'}</h2>
          <p className="dp-send-what">
            {ticked.length} 件 → {unit ? unitShort(unit) : '待定单位'}
          </p>
        </section>
        <section>
          <Facts
            items={[
              { label: '主办', value: target, note: link('改选 U', () => edit('unit')) },
              {
                label: '协办',
                value: assists.length > 0 ? assists.map(unitShort).join('、') : '无',
                note: link('添加 A', () => edit('assists')),
              },
              {
                label: '办理时限',
                value: limit ? `${limit.amount} ${LIMIT_WORDS[limit.unit]}（派单时指定）` : '按时限规则，派出时起算',
                note: link('另定 L', () => edit('limit')),
              },
              {
                label: '答复期限',
                value: deadlines(ticked).map(({ text, count }) => (
                  <span key={text} className="dp-line">
                    {text}（{count} 件）
                  </span>
                )),
              },
            ]}
          />
          {editing === 'unit' && <UnitForm value={unit} onDone={(code) => (lot.retarget({ unit: code }), close())} />}
          {editing === 'assists' && (
            <AssistsForm lead={unit} value={assists} onChange={(codes) => lot.retarget({ assists: codes })} onClose={close} />
          )}
          {editing === 'limit' && <LimitForm value={limit} onDone={(next) => (lot.retarget({ limit: next }), close())} />}
        </section>
        <Why lot={lot} />
        {out.length > 0 && step !== 'look' && (
          <section>
            <h2>不派 {out.length} 件</h2>
            <ul className="dp-send-out">
              {out.map(({ id, title }) => (
                <li key={id}>
                  <button type="button" className="hy-link hy-cut" onClick={() => lot.setCurrent(id)} title={title}>
                    {title}
                  </button>
                  <span>{lot.refused.get(id)?.what ?? lot.differ.get(id) ?? '未选中'}</span>
                </li>
              ))}
            </ul>
          </section>
        )}
        {editing === 'skip' && lot.here && <SkipForm title={lot.here.title} onSkip={lot.skip} onClose={close} />}
        {editing === 'merge' && <MergeForm lot={lot} onClose={close} />}
        {lot.error && <ErrorLine {...lot.error} />}
        {children}
      </div>
      <div className="dp-send-do">
        <Button
          type="primary"
          disabled={lot.busy || lot.rows.length === 0 || (step !== 'look' && (lot.loading || ticked.length === 0))}
          onClick={() => advance(lot)}
        >
          {mainWord(lot)}
          <KeyCap>Enter</KeyCap>
        </Button>
        <Button disabled={step === 'look'} title={step === 'look' ? '领取后才能放回' : undefined} onClick={() => edit('skip')}>
          放回
          <KeyCap>F</KeyCap>
        </Button>
      </div>
    </aside>
  )
}

/** What Enter does now. What is not read yet does not go out. */
export function advance(lot: LotState) {
  if (lot.busy || lot.rows.length === 0) return
  if (lot.step === 'look') void lot.take()
  else if (lot.loading || lot.ticked.length === 0) return
  else if (!lot.unit) lot.edit('unit')
  else void lot.send()
}

function mainWord({ step, rows, ticked, unit, entry }: LotState): string {
  if (step === 'look') return entry.count > LOT ? `取 ${LOT} 件` : `取 ${rows.length} 件`
  return unit ? `派发 ${ticked.length} 件` : '选定承办单位'
}

const link = (label: string, act: () => void) => (
  <button type="button" className="hy-link" onClick={act}>
    {label}
  </button>
)

/** 为什么是这个单位: rule, clause and where it is written. */
function Why({ lot }: { lot: LotState }) {
  const { unitShort } = useCatalogue()
  const proposal = lot.byId.get(lot.here?.id ?? '')?.state.proposal
  if (!proposal) return null
  const chosen = lot.unit !== undefined && lot.unit !== proposal.unit
  const rule = ruleText(proposal.source, proposal.assumed)
  return (
    <section>
      <h2>{proposal.unit ? `为什么建议${unitShort(proposal.unit)}` : '为什么没有建议单位'}</h2>
      <p>{proposal.why}</p>
      {proposal.clause && proposal.clause !== proposal.why && <p className="hy-second">{proposal.clause}</p>}
      {rule && <p className="hy-mute">{rule}</p>}
      {chosen && <p className="dp-differs">您改选了{unitShort(lot.unit)}，将记入派单记录</p>}
    </section>
  )
}
