import { EFFECT_WORDS } from '@huying/core/bulletin/words'
import { countText, Empty } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { AskForm } from '../form/AskForm.tsx'
import { Dialog } from '../frame/Dialog.tsx'
import { useCatalogue } from '../session.tsx'
import { fullText } from '../time.ts'
import { useEditionAct } from './queries.ts'
import type { EditionAnswer, ToldObjection } from './types.ts'
import { UnitRows } from './UnitRows.tsx'

/** 单位核对, as the centre sees it: what waits for a ruling first, then who has confirmed. */
export function CheckTab({ edition }: { edition: EditionAnswer }) {
  const { state, open, claims } = edition
  const { unitShort } = useCatalogue()
  const [ruling, setRuling] = useState<ToldObjection>()
  const [unit, setUnit] = useState<string>()
  const mayRule = open.some(({ command }) => command === 'rule')
  const claimWord = (code: string) => claims.find((one) => one.code === code)?.label ?? code
  const waiting = state.objections.filter(({ ruled }) => !ruled)
  if (!state.check) return <Empty why="还没有发起单位核对。" />
  return (
    <div className="bt-check">
      <p className="hy-mute">
        核对期限 {fullText(state.check.due)}；{countText(Object.keys(state.confirmed).length)} / {countText(state.units.length)}{' '}
        个单位核对完毕， 异议 {countText(state.objections.length)} 项，待裁定 {countText(waiting.length)} 项
      </p>
      <h2>异议</h2>
      {state.objections.length === 0 && <Empty why="没有单位提出异议。" />}
      {state.objections.length > 0 && (
        <table className="bt-table">
          <thead>
            <tr>
              <th scope="col">工单</th>
              <th scope="col">单位</th>
              <th scope="col">事由</th>
              <th scope="col">理由</th>
              <th scope="col">佐证</th>
              <th scope="col">裁定</th>
            </tr>
          </thead>
          <tbody>
            {[...waiting, ...state.objections.filter(({ ruled }) => ruled)].map((one) => (
              <tr key={one.no}>
                <th scope="row">{one.fact.number}</th>
                <td>{unitShort(one.unit)}</td>
                <td>
                  {claimWord(one.claim)}
                  <br />
                  <span className="hy-mute">同意则{EFFECT_WORDS[one.effect]}</span>
                </td>
                <td>{one.why}</td>
                <td>{one.evidence.length === 0 ? '' : `${one.evidence.length} 件，见工单附件`}</td>
                <td>
                  {one.ruled ? (
                    `${one.ruled.granted ? '同意' : '不同意'}：${one.ruled.why}（${one.ruled.by}）`
                  ) : mayRule ? (
                    <Button size="small" onClick={() => setRuling(one)}>
                      裁定
                    </Button>
                  ) : (
                    '待裁定'
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <h2>各单位</h2>
      <ul className="bt-units">
        {state.units.map((code) => (
          <li key={code}>
            <button
              type="button"
              className="hy-link"
              aria-expanded={unit === code}
              onClick={() => setUnit(unit === code ? undefined : code)}
            >
              {unitShort(code)}
            </button>
            <span className="hy-mute">{confirmedText(state.confirmed[code])}</span>
          </li>
        ))}
      </ul>
      {unit && <UnitRows edition={edition} unit={unit} />}
      {ruling && <RuleDialog edition={edition} objection={ruling} onClose={() => setRuling(undefined)} />}
    </div>
  )
}

function confirmedText(confirmed: EditionAnswer['state']['confirmed'][string] | undefined): string {
  if (!confirmed) return '尚未核对完毕'
  return confirmed.tacit ? '逾期未核对，视为无异议' : `${confirmed.by} ${fullText(confirmed.at)} 核对完毕`
}

function RuleDialog({ edition, objection, onClose }: { edition: EditionAnswer; objection: ToldObjection; onClose: () => void }) {
  const act = useEditionAct(edition.id)
  const [granted, setGranted] = useState('')
  return (
    <Dialog title="裁定异议" note={`${objection.fact.number}`} wide onClose={onClose}>
      <AskForm
        asks={[
          {
            key: 'granted',
            label: '裁定',
            kind: 'choice',
            required: true,
            options: [
              { code: 'yes', label: '同意', initials: '' },
              { code: 'no', label: '不同意', initials: '' },
            ],
          },
          { key: 'why', label: '裁定理由', kind: 'area', rows: 3, max: 500, required: true },
        ]}
        onChange={(values) => setGranted(values.granted ?? '')}
        button={granted === 'no' ? '不同意' : '同意'}
        onClose={onClose}
        send={async (given) => {
          await act('rule', { no: objection.no, granted: given.granted === 'yes', why: given.why })
          onClose()
        }}
      >
        <p>{objection.why}</p>
        <p className="hy-second">同意后只改本版：{EFFECT_WORDS[objection.effect]}，随通报列注；工单和实时统计不变。</p>
      </AskForm>
    </Dialog>
  )
}
