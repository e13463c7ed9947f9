/** Colours of the desk, by the names of tokens.css. */
export const colours = {
  bg: '#f2f4f6',
  surface: '#ffffff',
  sunken: '#f8f9fb',
  hover: '#f1f5fa',
  line: '#e2e6eb',
  'line-strong': '#c5ccd6',
  'line-field': '#808a99',
  ink: '#161b23',
  'ink-2': '#434c5a',
  'ink-3': '#5f6978',
  'ink-on-dark': '#ffffff',
  'ink-on-dark-2': '#c3d0e0',
  brand: '#1b4f8f',
  'brand-strong': '#123b6d',
  'brand-soft': '#e9f0f9',
  'brand-line': '#b4c9e5',
  bar: '#14263d',
  'bar-line': '#33475f',
  'bar-btn': '#22374f',
  clock: '#434c5a',
  near: '#7f440a',
  'near-soft': '#faf0e5',
  'near-line': '#ddb88c',
  over: '#6a3107',
  'over-ink': '#ffffff',
  paused: '#5f6978',
  error: '#8a1c55',
  'error-soft': '#fbedf4',
  'error-line': '#dda9c4',
  urgent: '#161b23',
  'urgent-ink': '#ffffff',
  'tri-red': '#c9251b',
  'tri-yellow': '#f2c100',
  'tri-green': '#1c8a4b',
  life: '#ae120c',
  'life-ink': '#ffffff',
  'fig-0': '#dde3ea',
  'fig-1': '#123b6d',
  'fig-2': '#3e6fa9',
  'fig-3': '#7fa3ce',
  'fig-4': '#b4c9e5',
}
export type Colours = typeof colours

/** The wall (大屏): the same names with dark values. */
export const wallColours: Colours = {
  ...colours,
  bg: '#0b1016',
  surface: '#121922',
  sunken: '#0f151d',
  hover: '#18212c',
  line: '#243040',
  'line-strong': '#364558',
  'line-field': '#6d7e93',
  ink: '#eef2f6',
  'ink-2': '#b9c4d0',
  'ink-3': '#93a1b1',
  'ink-on-dark': '#0b1016',
  brand: '#86b5ee',
  'brand-strong': '#b3d1f6',
  'brand-soft': '#17273a',
  'brand-line': '#34506f',
  clock: '#b9c4d0',
  near: '#e9b070',
  'near-soft': '#2a2016',
  'near-line': '#6b4e2c',
  over: '#e9b070',
  'over-ink': '#1a1108',
  paused: '#93a1b1',
  error: '#f0a3c6',
  'error-soft': '#2c1622',
  'error-line': '#6e3552',
  urgent: '#eef2f6',
  'urgent-ink': '#0b1016',
  'tri-red': '#ff6b5e',
  'tri-green': '#4cc583',
  'fig-0': '#243040',
  'fig-1': '#b3d1f6',
  'fig-2': '#86b5ee',
  'fig-3': '#5486c0',
  'fig-4': '#34506f',
}

/** Lengths in px that antd wants as numbers. */
export const sizes = { row: 34, control: 32, 'control-s': 24, r1: 2, r2: 4 }
export const roomySizes: typeof sizes = { ...sizes, row: 44, control: 40, 'control-s': 32 }

/** Text: size and line in px. */
export const text = {
  hint: [12, 16],
  meta: [13, 20],
  body: [14, 20],
  read: [15, 24],
  head: [16, 24],
  title: [20, 28],
  say: [20, 32],
  figure: [28, 36],
} as const
export const wallText = { body: [20, 32] } as const
export const roomyText = { meta: [14, 20], body: [16, 24], read: [17, 28] } as const

export const font = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimSun-ExtB", sans-serif'
export const lift = '0 4px 16px rgba(22, 27, 35, 0.16), 0 0 0 1px rgba(22, 27, 35, 0.08)'
