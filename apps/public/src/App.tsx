import { useEffect, useState } from 'react'
import type { Ticket } from './api.ts'
import { useRoute } from './browser.ts'
import { type Catalogue, useCatalogue } from './catalogue.ts'
import { Follow } from './follow/Follow.tsx'
import { Head } from './frame/Head.tsx'
import { FailureNotice } from './parts/Notice.tsx'
import { Write } from './write/Write.tsx'

const HOTLINE = '12345 政务服务便民热线'

/** Two sections, both alive all the time: changing between them loses nothing that was typed. */
export function App() {
  const route = useRoute()
  const at = route.startsWith('follow') ? 'follow' : 'write'
  const { catalogue, failure, load } = useCatalogue()
  const [written, setWritten] = useState<Ticket>()
  const centre = catalogue?.centre ?? HOTLINE
  useEffect(() => {
    document.title = `${at === 'write' ? '我要反映' : '查看进展'} · ${centre}`
  }, [at, centre])
  return (
    <>
      <Head centre={centre} at={at} />
      <main className="column">
        <div hidden={at !== 'write'}>
          {catalogue ? <Write catalogue={catalogue} route={route} onFollow={setWritten} /> : <Waiting failure={failure} load={load} />}
        </div>
        <div hidden={at !== 'follow'}>
          <Follow
            key={written?.number}
            written={written}
            shown={at === 'follow'}
            scale={catalogue?.scale ?? NO_SCALE}
            photos={catalogue?.photos ?? 0}
            reload={load}
          />
        </div>
      </main>
    </>
  )
}

const NO_SCALE: Catalogue['scale'] = []

function Waiting({ failure, load }: Pick<ReturnType<typeof useCatalogue>, 'failure' | 'load'>) {
  if (!failure) {
    return (
      <div className="waiting" role="status">
        <span className="unseen">正在打开</span>
        <i />
        <i />
        <i />
      </div>
    )
  }
  return (
    <div className="sheet">
      <FailureNotice failure={failure} />
      <button type="button" className="button wide" onClick={load}>
        重新打开
      </button>
    </div>
  )
}
