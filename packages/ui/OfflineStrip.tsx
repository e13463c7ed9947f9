export interface OfflineStripProps {
  /** online: nothing is shown, but the strip stays mounted so that a change is read out. */
  state: 'online' | 'offline' | 'restored'
  /** After the network came back: 09:12. */
  savedAt?: string
}

/** 28 px under the bar while the network is gone; reading and typing go on. */
export function OfflineStrip({ state, savedAt }: OfflineStripProps) {
  return (
    <div role="status">
      {state === 'offline' && <p className="hy-strip">网络中断，内容保留在本页，恢复后自动保存</p>}
      {state === 'restored' && <p className="hy-strip hy-strip-back">网络已恢复{savedAt && `，已自动保存 ${savedAt}`}</p>}
    </div>
  )
}
