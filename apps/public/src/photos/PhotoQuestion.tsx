/** Photos: added one or several at a time, each with its way out. */
import { type ChangeEvent, useState } from 'react'
import { Group } from '../parts/Block.tsx'
import { type Photo, shrink } from './shrink.ts'

interface Props {
  id: string
  photos: readonly Photo[]
  most: number
  /** How many the request has already; `most` are those that still fit. */
  there?: number
  onPhotos: (photos: Photo[]) => void
}

export function PhotoQuestion({ id, photos, most, there = 0, onPhotos }: Props) {
  const [said, setSaid] = useState('')
  const [busy, setBusy] = useState(false)
  const add = async (event: ChangeEvent<HTMLInputElement>) => {
    const input = event.target
    const files = [...(input.files ?? [])]
    const room = files.slice(0, most - photos.length)
    setBusy(true)
    const made: Photo[] = []
    for (const file of room) {
      const photo = await shrink(file)
      if (photo) made.push(photo)
    }
    // the same file may be chosen again after it was taken out
    input.value = ''
    setBusy(false)
    onPhotos([...photos, ...made])
    setSaid(sentence(photos.length + made.length, room.length - made.length, files.length - room.length, most))
  }
  const drop = (gone: Photo) => {
    URL.revokeObjectURL(gone.url)
    onPhotos(photos.filter((photo) => photo !== gone))
    setSaid('已删除一张照片。')
    document.getElementById(id)?.focus()
  }
  return (
    <Group id={id} label="照片" optional tip={`${there > 0 ? `已有 ${there} 张，还可以添加` : '最多'} ${most} 张，上传前会自动缩小。`}>
      {photos.length > 0 && (
        <ul className="photos">
          {photos.map((photo, at) => (
            <li key={photo.id}>
              <img src={photo.url} alt={`照片 ${at + 1}`} />
              <button type="button" className="link" onClick={() => drop(photo)}>
                删除<span className="unseen">照片 {at + 1}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      {/* stays in place when full, so that the focus is not lost */}
      <label className="button pick" aria-disabled={busy || photos.length >= most}>
        <input
          id={id}
          type="file"
          accept="image/*"
          multiple
          disabled={busy}
          onClick={(event) => {
            if (photos.length < most) return
            event.preventDefault()
            setSaid(`已有 ${most} 张，不能再添加。`)
          }}
          onChange={add}
        />
        {busy ? '正在处理' : photos.length > 0 ? '再添加照片' : '添加照片'}
      </label>
      <p className="found" role="status">
        {said}
      </p>
    </Group>
  )
}

function sentence(count: number, broken: number, over: number, most: number): string {
  return [
    `已选 ${count} 张照片。`,
    broken > 0 && `有 ${broken} 张打不开，没有加上，请换一张。`,
    over > 0 && `最多 ${most} 张，多出的 ${over} 张没有加上。`,
  ]
    .filter(Boolean)
    .join('')
}
