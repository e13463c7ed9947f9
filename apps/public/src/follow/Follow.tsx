/** Following a request with its number and query code (查询码). Both are kept in memory only, as long as the page is open. */
import { useState } from 'react'
import { act, type Act, asFailure, type Failure, follow, type Progress, type Ticket } from '../api.ts'
import type { Choice } from '../catalogue.ts'
import { sendPhotos } from '../photos/send.ts'
import { newSubmission } from '../submission.ts'
import { Enter } from './Enter.tsx'
import { Shown } from './Shown.tsx'

interface Props {
  /** Of the request that was just written. */
  written?: Ticket
  shown: boolean
  scale: readonly Choice[]
  /** How many photos a request may have. */
  photos: number
  /** Loads the city's choices again if they are not there. */
  reload: () => void
}

/** What the last action led to, said above the request. */
export interface Told {
  text: string
}

export function Follow({ written, shown, scale, photos, reload }: Props) {
  const [ticket, setTicket] = useState<Ticket>()
  const [progress, setProgress] = useState<Progress>()
  const [told, setTold] = useState<Told>()
  const [another, setAnother] = useState(false)
  const [submission] = useState(() => newSubmission())

  const enter = async (next: Ticket): Promise<Failure | undefined> => {
    try {
      setProgress(await follow(next))
      setTicket(next)
      setTold(undefined)
      return undefined
    } catch (error) {
      return asFailure(error)
    }
  }

  /** Does something with the request and shows it as it is then. */
  const perform = async (name: Act, input: Record<string, unknown>, said: string): Promise<Failure | undefined> => {
    const body = { ...ticket, input }
    let done = said
    try {
      await act(name, body, submission.keyFor([name, body]))
    } catch (error) {
      const failure = asFailure(error)
      // It went on meanwhile: said above the state of now, instead of below buttons that are gone.
      if (failure.code !== 'stage') return failure
      done = failure.message
    }
    submission.settled()
    setTold({ text: done })
    // It is done whatever becomes of this; the page then shows the state of before until it is opened again.
    if (ticket) await follow(ticket).then(setProgress, () => undefined)
    return undefined
  }

  if (!progress) {
    return <Enter ticket={another ? undefined : written} arrived={shown && (another || written !== undefined)} onEnter={enter} />
  }
  return (
    <Shown
      key={progress.number}
      progress={progress}
      told={told}
      scale={scale}
      reload={reload}
      perform={perform}
      attach={async (more, onCount) => (ticket ? sendPhotos(ticket, more, onCount) : { left: [...more] })}
      most={photos}
      onOther={() => {
        setProgress(undefined)
        setTicket(undefined)
        setAnother(true)
      }}
    />
  )
}
