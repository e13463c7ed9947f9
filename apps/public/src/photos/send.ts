import { asFailure, type Failure, sendPhoto, type Ticket } from '../api.ts'
import type { Photo } from './shrink.ts'

export interface Sent {
  /** Not there yet, to be sent again. */
  left: Photo[]
  failure?: Failure
}

/** One after the other, so that a weak network carries at least the first ones; the same photo twice is one. */
export async function sendPhotos(ticket: Ticket, photos: readonly Photo[], onCount: (done: number) => void): Promise<Sent> {
  for (const [at, photo] of photos.entries()) {
    onCount(at)
    try {
      await sendPhoto(ticket, photo.blob)
    } catch (error) {
      return { left: photos.slice(at), failure: asFailure(error) }
    }
  }
  return { left: [] }
}
