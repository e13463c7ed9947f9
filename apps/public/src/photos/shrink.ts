/** A photo made small enough for a slow network. Drawn anew, it also loses what the camera wrote into it (place, device). */

const LONGEST = 1600
const QUALITY = 0.85

export interface Photo {
  id: number
  blob: Blob
  /** Address of its picture, as long as the page is open. */
  url: string
}

let last = 0

/** Undefined where the file is no picture that this browser can show. */
export async function shrink(file: Blob): Promise<Photo | undefined> {
  const source = URL.createObjectURL(file)
  try {
    const image = new Image()
    image.src = source
    await image.decode()
    const blob = await redrawn(image)
    return blob ? { id: ++last, blob, url: URL.createObjectURL(blob) } : undefined
  } catch {
    return undefined
  } finally {
    URL.revokeObjectURL(source)
  }
}

function redrawn(image: HTMLImageElement): Promise<Blob | null> {
  const { width, height } = fitted(image.naturalWidth, image.naturalHeight)
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const pen = canvas.getContext('2d')
  if (!pen) return Promise.resolve(null)
  // what was transparent would come out black
  pen.fillStyle = 'white'
  pen.fillRect(0, 0, width, height)
  pen.drawImage(image, 0, 0, width, height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/jpeg', QUALITY))
}

/** Both sides within the longest, in proportion; never made larger. */
export function fitted(width: number, height: number): { width: number; height: number } {
  const scale = Math.min(1, LONGEST / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}
