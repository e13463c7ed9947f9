import { findingWord } from '@huying/core/bulletin/words'
import { Empty } from '@huying/ui'
import { Button } from 'antd'
import { useState } from 'react'
import { Dialog } from '../frame/Dialog.tsx'
import { AskForm } from '../form/AskForm.tsx'
import type { Open } from '../figures/types.ts'
import { useCatalogue } from '../session.tsx'
import { fullText } from '../time.ts'
import { Pieces } from './Pieces.tsx'
import { useEditionAct } from './queries.ts'
import type { EditionAnswer, Sheet, ToldWritten } from './types.ts'

interface WordsProps {
  edition: EditionAnswer
  section: Sheet['sections'][number]
  onOpen: Open
}
type Doing = { what: 'write'; from?: string } | { what: 'ask' } | { what: 'pass'; at: number }

/** A part that people write: what stands in it, what units sent, and what must not be published in it. */
export function Words({ edition, section, onOpen }: WordsProps) {
  const { state, open, sections } = edition
  const [doing, setDoing] = useState<Doing>()
  const may = (command: string) => open.some((offer) => offer.command === command)
  const own = state.sections[section.code]
  const part = sections.find(({ code }) => code === section.code)
  const pending = own?.written?.findings.filter(({ passed }) => !passed) ?? []
  return (
    <div className="bt-words">
      {pending.length > 0 && own?.written ? (
        <Marked written={own.written} mayPass={may('pass')} onPass={(at) => setDoing({ what: 'pass', at })} />
      ) : (
        section.paragraphs.map((pieces, at) => <Pieces key={at} pieces={pieces} onOpen={onOpen} />)
      )}
      {section.paragraphs.length === 0 && <Empty why="还没有写。" />}
      <div className="bt-do">
        {may('write') && (
          <Button size="small" onClick={() => setDoing({ what: 'write' })}>
            {own?.written ? '改写' : '撰写'}
          </Button>
        )}
        {may('ask') && part?.asks && (
          <Button size="small" onClick={() => setDoing({ what: 'ask' })}>
            向单位征集
          </Button>
        )}
        {own?.written && <span className="hy-mute">{`${own.written.by} ${fullText(own.written.at)}`}</span>}
      </div>
      {edition.central && own && (
        <Sent edition={edition} code={section.code} mayWrite={may('write')} onTake={(from) => setDoing({ what: 'write', from })} />
      )}
      {doing && <WordsDialog edition={edition} section={section} doing={doing} onClose={() => setDoing(undefined)} />}
    </div>
  )
}

/** The words with what was found in them marked at its place. */
function Marked({ written, mayPass, onPass }: { written: ToldWritten; mayPass: boolean; onPass: (from: number) => void }) {
  const { text, findings } = written
  const pending = findings.filter(({ passed }) => !passed)
  const starts = [0, ...pending.map(({ to }) => to)]
  return (
    <div role="alert" className="bt-marked">
      <p className="bt-paragraph">
        {pending.map(({ from, to, kind }, i) => (
          <span key={from}>
            {text.slice(starts[i], from)}
            <mark title={findingWord(kind)}>{text.slice(from, to)}</mark>
          </span>
        ))}
        {text.slice(starts.at(-1))}
      </p>
      <p>文字中疑似有个人信息，不能送审：请改写，确属误报的由他人复核。</p>
      <ul>
        {pending.map(({ from, to, kind }) => (
          <li key={from}>
            第 {from + 1} 至 {to} 字：{findingWord(kind)}
            {mayPass && (
              <Button size="small" onClick={() => onPass(from)}>
                复核通过
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

interface SentProps {
  edition: EditionAnswer
  code: string
  mayWrite: boolean
  onTake: (text: string) => void
}

/** 来稿: of whom it was asked, and what came. */
function Sent({ edition: { state }, code, mayWrite, onTake }: SentProps) {
  const { unitShort } = useCatalogue()
  const { asked = {}, sent = {}, written } = state.sections[code] ?? {}
  const units = Object.keys(asked)
  if (units.length === 0) return null
  return (
    <ul className="bt-sent">
      {units.map((unit) => {
        const one = sent[unit]
        return (
          <li key={unit}>
            <b>{unitShort(unit)}</b>
            {one ? <span>{one.text}</span> : <span className="hy-mute">尚未供稿</span>}
            {one && mayWrite && (
              <Button size="small" onClick={() => onTake([written?.text, one.text].filter(Boolean).join('\n'))}>
                采用
              </Button>
            )}
          </li>
        )
      })}
    </ul>
  )
}

interface WordsDialogProps extends Omit<WordsProps, 'onOpen'> {
  doing: Doing
  onClose: () => void
}

function WordsDialog({ edition, section: { code, title }, doing, onClose }: WordsDialogProps) {
  const act = useEditionAct(edition.id)
  const { units } = useCatalogue()
  const written = edition.state.sections[code]?.written
  const send = (command: string, more: object) => async (given: Record<string, string>) => {
    const { unit, ...rest } = given
    await act(command, { section: code, ...rest, ...(unit ? { units: [unit] } : {}), ...more })
    onClose()
  }
  if (doing.what === 'write')
    return (
      <Dialog title={title} wide onClose={onClose}>
        <AskForm
          asks={[
            {
              key: 'text',
              label: '文字',
              kind: 'area',
              rows: 12,
              max: 20_000,
              required: true,
              hint: '写 {accepted}、{onTime} 等，由系统填入本版的数字；不写姓名、电话、住址',
            },
          ]}
          initial={{ text: doing.from ?? written?.text ?? '' }}
          button="保存文字"
          onClose={onClose}
          send={send('write', {})}
        />
      </Dialog>
    )
  if (doing.what === 'pass')
    return (
      <Dialog title="复核通过" note={title} wide onClose={onClose}>
        <AskForm
          asks={[
            {
              key: 'why',
              label: '复核理由',
              kind: 'area',
              rows: 3,
              max: 300,
              required: true,
              hint: '写明为什么可以公开；本人写的文字由他人复核',
            },
          ]}
          button="复核通过"
          onClose={onClose}
          send={send('pass', { from: doing.at })}
        />
      </Dialog>
    )
  const asks = edition.sections.find((part) => part.code === code)?.asks
  return (
    <Dialog title="向单位征集" note={title} wide onClose={onClose}>
      <AskForm
        asks={[
          { key: 'unit', label: '单位', kind: 'pick', required: true, options: units },
          { key: 'what', label: '征集要求', kind: 'area', rows: 3, max: 500, required: true },
        ]}
        initial={{ what: asks?.what ?? '' }}
        button="征集"
        onClose={onClose}
        send={send('ask', {})}
      />
    </Dialog>
  )
}
