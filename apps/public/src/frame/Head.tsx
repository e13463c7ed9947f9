/** What stands on top of every page: whose page this is, larger text, whom to call, and the two things to do here. */
import { aired } from '../catalogue.ts'
import { useLargeText, useOnline } from '../browser.ts'

export function Head({ centre, at }: { centre: string; at: 'write' | 'follow' }) {
  const [large, toggle] = useLargeText()
  const online = useOnline()
  return (
    <header className="head">
      <div className="column">
        <div className="whose">
          <svg viewBox="0 0 20 20" fill="none" stroke="currentColor" strokeWidth="2.4" strokeLinecap="round" aria-hidden="true">
            <path d="M8 3a7.5 7.5 0 0 0 0 14" />
            <path d="M12 6.5a4 4 0 0 1 0 7" />
          </svg>
          <b>{aired(centre)}</b>
          <button type="button" className="button small" onClick={toggle}>
            {large ? '标准字' : '大字版'}
          </button>
        </div>
        <p className="lines">
          有危险请拨 <Line number="110" />、<Line number="119" />、<Line number="120" />
          ，想直接说请拨 <Line number="12345" />
        </p>
        <nav className="tabs" aria-label="本页内容">
          <a href="#/write" aria-current={at === 'write' ? 'page' : undefined}>
            我要反映
          </a>
          <a href="#/follow" aria-current={at === 'follow' ? 'page' : undefined}>
            查看进展
          </a>
        </nav>
        <div role="status">{!online && <p className="offline">网络中断。您写的内容还在本页，恢复后可以继续提交。</p>}</div>
      </div>
    </header>
  )
}

function Line({ number }: { number: string }) {
  return <a href={`tel:${number}`}>{number}</a>
}
