/** Bars drawn by ECharts, as SVG so that they print sharp. Loaded when a page shows a chart; only what bars need of the library is in it. */
import { BarChart } from 'echarts/charts'
import { GridComponent, TooltipComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef } from 'react'
import type { BarsProps } from './bars.ts'

use([BarChart, GridComponent, TooltipComponent, SVGRenderer])

export default function Drawn({ bars, upright = false, height, label }: BarsProps) {
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!box.current) return
    const chart = init(box.current, null, { renderer: 'svg' })
    chart.setOption(optionOf(bars, upright, getComputedStyle(box.current)))
    const sized = new ResizeObserver(() => chart.resize())
    sized.observe(box.current)
    return () => {
      sized.disconnect()
      chart.dispose()
    }
  }, [bars, upright])
  return <div ref={box} role="img" aria-label={label} style={{ height }} />
}

function optionOf(bars: BarsProps['bars'], upright: boolean, style: CSSStyleDeclaration): EChartsCoreOption {
  const token = (name: string) => style.getPropertyValue(name).trim()
  const text = { color: token('--ink-2'), fontSize: 12, fontFamily: style.fontFamily }
  const names = {
    type: 'category',
    data: bars.map(({ label }) => label),
    inverse: !upright,
    axisTick: { show: false },
    axisLine: { lineStyle: { color: token('--line-strong') } },
    axisLabel: { ...text, ...(upright ? {} : { width: 150, overflow: 'truncate' }) },
  }
  const numbers = {
    type: 'value',
    min: 0,
    splitNumber: 2,
    axisLabel: { ...text, show: upright },
    splitLine: { show: upright, lineStyle: { color: token('--line') } },
  }
  return {
    animation: false,
    grid: upright ? { left: 40, right: 4, top: 12, bottom: 22 } : { left: 160, right: 88, top: 4, bottom: 4 },
    tooltip: { trigger: 'item', formatter: ({ dataIndex }: { dataIndex: number }) => titleOf(bars[dataIndex]), textStyle: text },
    xAxis: upright ? names : numbers,
    yAxis: upright ? numbers : names,
    series: [
      {
        type: 'bar',
        barMaxWidth: upright ? 24 : 14,
        data: bars.map(({ value, pale }) => ({ value, itemStyle: { color: token(pale ? '--fig-4' : '--fig-2') } })),
        label: {
          ...{ ...text, show: !upright, position: 'right', color: token('--ink') },
          formatter: ({ dataIndex }: { dataIndex: number }) => bars[dataIndex]?.text ?? '',
        },
      },
    ],
  }
}

/** Labels are names of units and matters: they are shown as text, never as markup. */
function titleOf(bar: BarsProps['bars'][number] | undefined): HTMLElement {
  const box = document.createElement('span')
  box.textContent = bar ? `${bar.title ?? bar.label}　${bar.text}` : ''
  return box
}
