import { type FormEvent, useEffect, useState } from 'react'
import type { Failure } from '../api.ts'
import { useAskBeforeLeaving } from '../browser.ts'
import { AreaBlock } from '../parts/Block.tsx'
import { FailureNotice } from '../parts/Notice.tsx'
import { lengthOf } from '../words/title.ts'
import { PhotoQuestion } from '../photos/PhotoQuestion.tsx'
import type { Photo } from '../photos/shrink.ts'
import type { Attach, Perform } from './Shown.tsx'

const TEXT = 'append-text'
const MOST = 2000

interface Props {
  perform: Perform
  attach: Attach
  /** Photos that the request has, and how many more it may get. */
  there: number
  room: number
}

/** Words are needed, photos may come with them: those go first, so that the words say what they show; the same photo twice is one. */
export function Append({ perform, attach, there, room }: Props) {
  const [photos, setPhotos] = useState<Photo[]>([])
  const [sent, setSent] = useState<number>()
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  useAskBeforeLeaving(text.trim() !== '' || photos.length > 0)
  useEffect(() => document.getElementById(TEXT)?.focus(), [])
  const said = text.trim()
  const error = !said ? '请写要补充的内容' : lengthOf(said) > MOST ? `写了 ${lengthOf(said)} 个字，最多 ${MOST} 个字，请缩短` : undefined
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (error) return document.getElementById(TEXT)?.focus()
    if (busy) return
    setBusy(true)
    setFailure(undefined)
    const failed = photos.length > 0 ? (await attach(photos, setSent)).failure : undefined
    setSent(undefined)
    const words = photos.length > 0 ? `已收到您补充的内容和 ${photos.length} 张照片。` : '已收到您补充的内容。'
    setFailure(failed ?? (await perform('append', { text: said }, words)))
    setBusy(false)
  }
  return (
    <form className="panel" noValidate autoComplete="off" onSubmit={send}>
      <AreaBlock id={TEXT} label="您要补充什么？" error={tried ? error : undefined} autoComplete="off" value={text} onValue={setText} />
      {room > 0 && <PhotoQuestion id="append-photos" photos={photos} most={room} there={there} onPhotos={setPhotos} />}
      {failure && <FailureNotice failure={failure} kept="您写的内容和照片还在本页。请直接再提交一次，不会重复记录。" />}
      {sent !== undefined && (
        <p className="found" role="status">{`正在上传照片：第 ${sent + 1} 张，共 ${photos.length} 张。请不要关闭本页。`}</p>
      )}
      <button type="submit" className="button main wide" aria-disabled={busy}>
        {busy ? '正在提交' : '提交补充'}
      </button>
    </form>
  )
}
