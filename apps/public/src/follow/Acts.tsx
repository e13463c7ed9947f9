/** 补充, 催办, 撤回: one at a time, below the buttons; nothing pops up. */
import { useState } from 'react'
import type { Failure, Progress } from '../api.ts'
import { FailureNotice } from '../parts/Notice.tsx'
import { Append } from './Append.tsx'
import type { Attach, Perform } from './Shown.tsx'
import { Withdraw } from './Withdraw.tsx'

interface Props {
  progress: Progress
  perform: Perform
  attach: Attach
  /** How many photos a request may have. */
  most: number
}

export function Acts({ progress: { can, photos }, perform, attach, most }: Props) {
  const [open, setOpen] = useState<'append' | 'withdraw'>()
  const [urged, setUrged] = useState(false)
  const [busy, setBusy] = useState(false)
  const [failure, setFailure] = useState<Failure>()
  if (!can.append && !can.urge && !can.withdraw) return null
  const urge = async () => {
    if (busy || urged) return
    setOpen(undefined)
    setBusy(true)
    setFailure(undefined)
    const failed = await perform('urge', {}, '已收到您的催办，会转告办理单位。')
    setFailure(failed)
    setUrged(!failed)
    setBusy(false)
  }
  const closing: Perform = async (...call) => {
    const failed = await perform(...call)
    if (!failed) setOpen(undefined)
    return failed
  }
  const toggle = (which: 'append' | 'withdraw') => setOpen(open === which ? undefined : which)
  return (
    <>
      <div className="acts three">
        {can.append && (
          <button type="button" className="button" aria-expanded={open === 'append'} onClick={() => toggle('append')}>
            补充说明
          </button>
        )}
        {can.urge && (
          <button type="button" className="button" aria-disabled={busy || urged} onClick={urge}>
            {urged ? '已催办' : '催办'}
          </button>
        )}
        {can.withdraw && (
          <button type="button" className="button" aria-expanded={open === 'withdraw'} onClick={() => toggle('withdraw')}>
            撤回
          </button>
        )}
      </div>
      {failure && <FailureNotice failure={failure} kept="请再按一次，不会重复记录。" />}
      {open === 'append' && <Append perform={closing} attach={attach} there={photos} room={most - photos} />}
      {open === 'withdraw' && <Withdraw perform={closing} onStay={() => setOpen(undefined)} />}
    </>
  )
}
