/** Colours of the desk, by the names of tokens.css. */
export const colours = {
  bg: '#F2F4F6',
  surface: '#FFFFFF',
  sunken: '#F8F9FB',
  hover: '#F1F5FA',
  line: '#E2E6EB',
  'line-strong': '#C5CCD6',
  'line-field': '#808A99',
  ink: '#161B23',
  'ink-2': '#434C5A',
  'ink-3': '#5F6978',
  'ink-on-dark': '#FFFFFF',
  'ink-on-dark-2': '#C3D0E0',
  brand: '#1B4F8F',
  'brand-strong': '#123B6D',
  'brand-soft': '#E9F0F9',
  'brand-line': '#B4C9E5',
  bar: '#14263D',
  'bar-line': '#33475F',
  'bar-btn': '#22374F',
  clock: '#434C5A',
  near: '#7F440A',
  'near-soft': '#FAF0E5',
  'near-line': '#DDB88C',
  over: '#6A3107',
  'over-ink': '#FFFFFF',
  paused: '#5F6978',
  error: '#8A1C55',
  'error-soft': '#FBEDF4',
  'error-line': '#DDA9C4',
  urgent: '#161B23',
  'urgent-ink': '#FFFFFF',
  'tri-red': '#C9251B',
  'tri-yellow': '#F2C100',
  'tri-green': '#1C8A4B',
  life: '#AE120C',
  'life-ink': '#FFFFFF',
  'fig-0': '#DDE3EA',
  'fig-1': '#123B6D',
  'fig-2': '#3E6FA9',
  'fig-3': '#7FA3CE',
  'fig-4': '#B4C9E5',
}
export type Colours = typeof colours

/** The wall (大屏): the same names with dark values. */
export const wallColours: Colours = {
  ...colours,
  bg: '#0B1016',
  surface: '#121922',
  sunken: '#0F151D',
  hover: '#18212C',
  line: '#243040',
  'line-strong': '#364558',
  'line-field': '#6D7E93',
  ink: '#EEF2F6',
  'ink-2': '#B9C4D0',
  'ink-3': '#93A1B1',
  'ink-on-dark': '#0B1016',
  brand: '#86B5EE',
  'brand-strong': '#B3D1F6',
  'brand-soft': '#17273A',
  'brand-line': '#34506F',
  clock: '#B9C4D0',
  near: '#E9B070',
  'near-soft': '#2A2016',
  'near-line': '#6B4E2C',
  over: '#E9B070',
  'over-ink': '#1A1108',
  paused: '#93A1B1',
  error: '#F0A3C6',
  'error-soft': '#2C1622',
  'error-line': '#6E3552',
  urgent: '#EEF2F6',
  'urgent-ink': '#0B1016',
  'tri-red': '#FF6B5E',
  'tri-green': '#4CC583',
  'fig-0': '#243040',
  'fig-1': '#B3D1F6',
  'fig-2': '#86B5EE',
  'fig-3': '#5486C0',
  'fig-4': '#34506F',
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
export const roomyText = { meta: [14, 20], body: [16, 24], read: [17, 28] } as const

export const font = '"Noto Sans CJK SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "SimSun-ExtB", sans-serif'
export const lift = '0 4px 16px rgba(22, 27, 35, .16), 0 0 0 1px rgba(22, 27, 35, .08)'
