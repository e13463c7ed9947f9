/** The request is registered; its photos follow. Without them nothing is lost but the photos. */
import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, Ticket } from '../api.ts'
import { useAskBeforeLeaving } from '../browser.ts'
import { FailureNotice } from '../parts/Notice.tsx'
import { sendPhotos } from '../photos/send.ts'
import type { Photo } from '../photos/shrink.ts'

export function PhotosOnTheirWay({ ticket, photos }: { ticket: Ticket; photos: readonly Photo[] }) {
  const [left, setLeft] = useState(photos)
  const [done, setDone] = useState(0)
  const [failure, setFailure] = useState<Failure>()
  const sending = useRef(false)
  const place = useRef<HTMLDivElement>(null)
  useAskBeforeLeaving(left.length > 0)
  const { number, code } = ticket
  const send = useCallback(
    async (some: readonly Photo[]) => {
      if (sending.current) return
      sending.current = true
      setFailure(undefined)
      const before = photos.length - some.length
      const sent = await sendPhotos({ number, code }, some, (count) => setDone(before + count))
      setLeft(sent.left)
      setFailure(sent.failure)
      sending.current = false
    },
    [number, code, photos],
  )
  useEffect(() => void send(photos), [send, photos])
  const again = () => {
    // the button goes; reading goes on at what follows it
    place.current?.focus()
    void send(left)
  }
  const said =
    left.length === 0 ? `${photos.length} 张照片已传上。` : `正在上传照片：第 ${done + 1} 张，共 ${photos.length} 张。请不要关闭本页。`
  return (
    <div ref={place} className="quiet" tabIndex={-1}>
      {failure && (
        <>
          <FailureNotice failure={failure} kept={`还有 ${left.length} 张照片没有传上，您反映的问题已经收到。`} />
          <button type="button" className="button wide" onClick={again}>
            再传一次照片
          </button>
        </>
      )}
      <p className="found" role="status">
        {failure ? '' : said}
      </p>
    </div>
  )
}
