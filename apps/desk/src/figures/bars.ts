/** What a chart is drawn from. */
import { lazy } from 'react'

export interface Bar {
  label: string
  /** Where the label is short: what it stands for. */
  title?: string
  value: number
  /** The value as it is printed. */
  text: string
  /** 浅色. */
  pale?: boolean
}
export interface BarsProps {
  bars: readonly Bar[]
  /** Columns instead of rows. */
  upright?: boolean
  /** Pixels. */
  height: number
  /** Everything it shows, for those who cannot see it. */
  label: string
}

/** The library is a file of its own, loaded with the first chart. */
export const LazyChart = lazy(() => import('./BarChart.tsx'))
