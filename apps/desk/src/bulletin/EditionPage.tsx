import '../figures/figures.css'
import './bulletin.css'
import { periodWords } from '@huying/core/bulletin/period'
import { EDITION_WORDS } from '@huying/core/bulletin/words'
import { ErrorLine, Go, LoadingRows, Tabs } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { download, errorLine, refusalLine } from '../api.ts'
import { useAct } from '../act.ts'
import { Export } from '../export/Export.tsx'
import { FigureSource } from '../figures/queries.ts'
import { RowsPanel } from '../figures/RowsPanel.tsx'
import type { Opened } from '../figures/types.ts'
import { fullText } from '../time.ts'
import { to, useGo, useWhereId, useWhereSearch } from '../where.ts'
import { ActDialog } from './ActDialog.tsx'
import { CheckTab } from './CheckTab.tsx'
import { Document } from './Document.tsx'
import { LoopTab } from './LoopTab.tsx'
import { useEdition } from './queries.ts'
import type { EditionAnswer } from './types.ts'
import { OwnCheck } from './OwnCheck.tsx'

const TABS = { document: '正文', check: '单位核对', loop: '闭环校验' } as const
type Tab = keyof typeof TABS
const isTab = (text: string | undefined): text is Tab => text !== undefined && text in TABS
/** What is done to the whole edition, in the order of its life; the rest stands where it concerns something. */
const STEPS = ['begin_check', 'finalise', 'submit', 'issue', 'send_back', 'confirm', 'report_leak', 'void'] as const
export type Step = (typeof STEPS)[number]

/** The whole paper as a file. */
const FILES = { docx: '导出 Word', md: '导出 Markdown' } as const

/** One edition: what it says, what units check in it, what its loop lacks, and the next step of whoever reads it. */
export function EditionPage() {
  const id = useWhereId()
  const { data, error } = useEdition(id)
  if (error) return <ErrorLine {...errorLine(error)} />
  if (!data) return <LoadingRows rows={6} />
  if (data.state.stage === 'closing')
    return (
      <div className="bt-page">
        <Head edition={data} />
        <p className="bt-note">正在定格统计期内的数据，完成后自动打开；可以离开本页。</p>
      </div>
    )
  return <Whole edition={data} />
}

function Whole({ edition }: { edition: EditionAnswer }) {
  const { id, state, central } = edition
  const { tab: asked } = useWhereSearch()
  const go = useGo()
  const [opened, setOpened] = useState<Opened>()
  const published = state.stage === 'issued' || state.stage === 'corrected'
  const readable = central || published
  const tab: Tab = isTab(asked) && (central || asked !== 'loop') ? asked : readable ? 'document' : 'check'
  const items = (Object.keys(TABS) as Tab[])
    .filter((key) => (central ? true : key === 'check' ? state.units.length > 0 || !published : key === 'document' && published))
    .map((key) => ({ key, label: TABS[key], href: to(`/editions/${id}`, { tab: key }) }))
  const turn = (href: string) => {
    setOpened(undefined)
    go(href)
  }
  return (
    <FigureSource.Provider value={`/api/editions/${id}/figures`}>
      <div className="bt-page">
        <Head edition={edition} />
        {items.length > 1 && <Tabs label="通报" active={tab} onGo={turn} items={items} />}
        <div className={opened ? 'fg-body fg-opened' : 'fg-body'}>
          <div className="fg-main" role="region" aria-label={TABS[tab]} tabIndex={0}>
            {tab === 'document' && readable && <Document edition={edition} onOpen={setOpened} />}
            {tab === 'check' && (central ? <CheckTab edition={edition} /> : <OwnCheck edition={edition} />)}
            {tab === 'loop' && central && <LoopTab edition={edition} />}
          </div>
          {opened && <RowsPanel key={JSON.stringify(opened)} month={state.period} opened={opened} onClose={() => setOpened(undefined)} />}
        </div>
      </div>
    </FigureSource.Provider>
  )
}

/** State, cut-off, files, and the steps that are open to the reader. */
function Head({ edition }: { edition: EditionAnswer }) {
  const { id, state, open, barred, number, central } = edition
  const go = useGo()
  const [step, setStep] = useState<Step>()
  const { error, run } = useAct()
  const steps = STEPS.filter((one) => open.some(({ command }) => command === one))
  const [main, ...others] = steps
  const label = (one: Step) => open.find(({ command }) => command === one)?.button ?? ''
  const readable = central || state.stage === 'issued' || state.stage === 'corrected'
  return (
    <>
      <div className="bt-bar">
        <Go href={to('/editions')} onGo={go} className="hy-link">
          通报
        </Go>
        <b>{periodWords(state.period)}</b>
        <span className="bt-chip">
          {EDITION_WORDS[state.stage]} · 第 {state.no} 版
        </span>
        <span className="hy-mute">{number ?? `关账 ${fullText(state.cutoff)}，此后变动不改本版`}</span>
        <span className="bt-end bt-do">
          {readable && state.facts && (
            <>
              {Object.entries(FILES).map(([format, label]) => (
                <Button key={format} onClick={() => void run(() => download(`/api/editions/${id}/sheet`, { format }))}>
                  {label}
                </Button>
              ))}
              {central && <Export kind="editions" query={{ edition: id }} />}
              <Button href={to(`/editions/${id}/print`)} target="_blank">
                打印
              </Button>
            </>
          )}
          {others.map((one) => (
            <Button key={one} danger={one === 'void'} onClick={() => setStep(one)}>
              {label(one)}
            </Button>
          ))}
          {main && (
            <Button
              type={main === 'void' || main === 'report_leak' ? 'default' : 'primary'}
              danger={main === 'void'}
              onClick={() => setStep(main)}
            >
              {label(main)}
            </Button>
          )}
        </span>
      </div>
      {error && <ErrorLine {...error} />}
      {state.correctedBy && (
        <p className="bt-note">
          本版已由第 {state.correctedBy.no} 版更正：
          <Go href={to(`/editions/${state.correctedBy.id}`)} onGo={go} className="hy-link">
            打开第 {state.correctedBy.no} 版
          </Go>
        </p>
      )}
      {barred
        .filter(({ command }) => (STEPS as readonly string[]).includes(command))
        .map(({ command, refusal }) => (
          <ErrorLine key={command} tone="note" {...refusalLine(refusal)} />
        ))}
      {step && <ActDialog edition={edition} step={step} onClose={() => setStep(undefined)} />}
    </>
  )
}
