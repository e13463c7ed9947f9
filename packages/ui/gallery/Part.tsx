import type { ReactNode } from 'react'

/** A piece of the gallery under its name. */
export function Part({ title, note, wide, children }: { title: string; note?: string; wide?: boolean; children: ReactNode }) {
  return (
    <section className={wide ? 'hy-part hy-part-wide' : 'hy-part'}>
      <h2>
        {title}
        {note && <span>{note}</span>}
      </h2>
      {children}
    </section>
  )
}
