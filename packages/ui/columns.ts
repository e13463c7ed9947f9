import type { ReactNode } from 'react'

/** A column of a list. Without a width it takes what is left; there should be one such column. */
export interface Column<R> {
  key: string
  title: string
  /** In px at the dense setting; the roomy one widens it. */
  width?: number
  /** Numbers stand right. */
  right?: boolean
  /** Grey second-rank text, as numbers of orders. */
  quiet?: boolean
  cell: (row: R) => ReactNode
  sortable?: boolean
  /** The column can be narrowed; `active` says to what it is narrowed now. */
  filter?: { active?: string; onOpen: (anchor: HTMLElement) => void }
}

/** Rows under a common head that carries the count and the reason for the group. */
export interface RowGroup<R> {
  key: string
  title: string
  count: number
  note?: ReactNode
  /** Right end of the head: what can be done with the whole group. */
  action?: ReactNode
  rows: readonly R[]
}

export interface Sort {
  key: string
  order: 'up' | 'down'
}
