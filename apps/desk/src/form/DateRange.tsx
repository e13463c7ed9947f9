/** From a day to a day, both included, as a list is narrowed by them. */
export function DateRange({
  label,
  from,
  to,
  className = '',
  onChange,
}: {
  /** What the days are of, as 受理日期. */
  label: string
  from?: string
  to?: string
  className?: string
  onChange: (days: { from?: string; to?: string }) => void
}) {
  const day = (name: string, value: string | undefined, take: (day: string | undefined) => void) => (
    <input
      className={`hy-input ${className}`.trim()}
      type="date"
      aria-label={`${label}${name}`}
      value={value ?? ''}
      onChange={(event) => take(event.target.value || undefined)}
    />
  )
  return (
    <>
      {day('起', from, (from) => onChange({ from }))}
      <span>至</span>
      {day('止', to, (to) => onChange({ to }))}
    </>
  )
}
