import '@huying/ui/gallery.css'
import { Gallery } from '@huying/ui/gallery'

/** Every component of the look in every state. */
export function GalleryPage() {
  return <Gallery />
}
