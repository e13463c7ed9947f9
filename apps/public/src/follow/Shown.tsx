/** One request: where it stands, the answer, what happened so far, and what its person can do. */
import { useState } from 'react'
import type { Act, Failure, Progress } from '../api.ts'
import { type Choice, labelOf } from '../catalogue.ts'
import { Notice } from '../parts/Notice.tsx'
import { Title } from '../parts/Title.tsx'
import type { Sent } from '../photos/send.ts'
import type { Photo } from '../photos/shrink.ts'
import { showTime, spoken } from '../words/numbers.ts'
import { Acts } from './Acts.tsx'
import type { Told } from './Follow.tsx'
import { Rate } from './Rate.tsx'

export type Perform = (name: Act, input: Record<string, unknown>, done: string) => Promise<Failure | undefined>

/** Sends photos to the request that is shown; `onCount` hears of each. */
export type Attach = (photos: readonly Photo[], onCount: (done: number) => void) => Promise<Sent>

interface Props {
  progress: Progress
  told?: Told
  scale: readonly Choice[]
  reload: () => void
  perform: Perform
  attach: Attach
  most: number
  onOther: () => void
}

export function Shown({ progress, told, scale, reload, perform, attach, most, onOther }: Props) {
  const { number, title, said, answer, can, content, photos } = progress
  return (
    <>
      <section className="card">
        <p className="tip">编号 {spoken(number)}</p>
        <Title>{title}</Title>
        {told && (
          <Notice tone="done" about={told}>
            {told.text}
          </Notice>
        )}
        <p className="state">{said}</p>
      </section>
      {answer && (
        <section className="card">
          <h2>{answer.earlier ? '上一次的办理结果' : '办理结果'}</h2>
          <p className="words">{answer.text}</p>
          <p className="tip">{showTime(answer.at)} 答复</p>
        </section>
      )}
      {can.rate && <Rating progress={progress} scale={scale} reload={reload} perform={perform} />}
      <section className="card">
        <h2>经过</h2>
        <Course progress={progress} />
        <Acts progress={progress} perform={perform} attach={attach} most={most} />
      </section>
      <section className="card">
        <h2>您反映的内容</h2>
        <p className="words">{content}</p>
        {photos > 0 && <p className="tip">照片 {photos} 张</p>}
        <button type="button" className="button wide" onClick={onOther}>
          查看另一件
        </button>
      </section>
    </>
  )
}

/** What happened so far, the latest on top; above it what is still to come. */
function Course({ progress: { next, course } }: { progress: Progress }) {
  return (
    <ol className="course">
      {next && <li className="todo">{next}</li>}
      {course.map(({ at, text, words }, i) => (
        <li key={course.length - i}>
          {text}
          {words && (
            <>
              ：<span className="words">{words}</span>
            </>
          )}
          <small>{showTime(at)}</small>
        </li>
      ))}
    </ol>
  )
}

/** What the person said about the answer, or the questions. A later answer may be rated anew. */
function Rating({ progress, scale, reload, perform }: Omit<Props, 'onOther' | 'told' | 'attach' | 'most'>) {
  const { rated } = progress
  const [again, setAgain] = useState(false)
  if (!rated || again) {
    const rate: Perform = async (...call) => {
      const failure = await perform(...call)
      if (!failure) setAgain(false)
      return failure
    }
    return <Rate scale={scale} reload={reload} perform={rate} />
  }
  return (
    <section className="card">
      <h2>您的评价</h2>
      <p>
        {rated.solved ? '问题已解决' : '问题没有解决'}
        {labelOf(scale, rated.satisfied) && `，${labelOf(scale, rated.satisfied)}`}
      </p>
      <button type="button" className="button" onClick={() => setAgain(true)}>
        重新评价
      </button>
    </section>
  )
}
