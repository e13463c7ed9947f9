import { Button } from 'antd'
import { type ReactNode, useEffect } from 'react'
import { fullText } from '../../time.ts'

interface PrintFrameProps {
  title: string
  by: string
  at: number
  ready: boolean
  children: ReactNode
}

/** A4 sheets with the print button above; the print itself is on record before anything is shown. */
export function PrintFrame({ title, by, at, ready, children }: PrintFrameProps) {
  useEffect(() => {
    document.title = `${title} · 呼应`
  }, [title])
  return (
    <main className="sh-page">
      <div className="sh-bar">
        <Button type="primary" disabled={!ready} onClick={() => window.print()}>
          打印
        </Button>
        <span>
          {title}；本次打印已登记：{by} {fullText(at)}
        </span>
      </div>
      {children}
    </main>
  )
}

/** Foot of each sheet: who printed it and when. */
export function SheetFoot({ by, at, unit }: { by: string; at: number; unit: string }) {
  return (
    <footer className="sh-foot">
      {unit} {by} {fullText(at)} 打印；含个人信息的内容已脱敏，仅限办理使用
    </footer>
  )
}
