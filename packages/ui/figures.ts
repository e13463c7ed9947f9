/** 30,038; nothing to count is "—", which is not 0. */
export function countText(value: number | null): string {
  return value === null
    ? '—'
    : Math.round(value)
        .toString()
        .replace(/\B(?=(\d{3})+$)/g, ',')
}

/** 96.02%; a denominator of 0 gives null and reads "—". Takes the share, 0…1. */
export function rateText(share: number | null): string {
  return share === null || !Number.isFinite(share) ? '—' : `${(share * 100).toFixed(2)}%`
}

/** 241108 0412, as it is read out to the person. */
export function spokenNumber(number: string): string {
  return number.replace('-', ' ')
}

/** Path of the filled part of a clock's pie: clockwise from 12 o'clock, for a share of 0…1. */
export function piePath(share: number, centre: number, radius: number): string {
  const part = Math.min(1, Math.max(0, share))
  if (part === 0) return ''
  const top = centre - radius
  if (part === 1)
    return `M${centre} ${top}A${radius} ${radius} 0 1 1 ${centre} ${centre + radius}A${radius} ${radius} 0 1 1 ${centre} ${top}Z`
  const angle = part * 2 * Math.PI
  const x = (centre + radius * Math.sin(angle)).toFixed(2)
  const y = (centre - radius * Math.cos(angle)).toFixed(2)
  return `M${centre} ${centre}V${top}A${radius} ${radius} 0 ${part > 0.5 ? 1 : 0} 1 ${x} ${y}Z`
}
