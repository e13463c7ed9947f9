/** The number and the query code (查询码), shown once: nobody can tell the code again. */
import { useState } from 'react'
import { copy } from '../browser.ts'
import type { Photo } from '../photos/shrink.ts'
import { Title } from '../parts/Title.tsx'
import { showTime, spoken } from '../words/numbers.ts'
import { PhotosOnTheirWay } from './PhotosOnTheirWay.tsx'

export interface Receipt {
  number: string
  queryCode: string
  title: string
  at: number
  /** To be sent now that there is a number for them. */
  photos: Photo[]
}

interface Props {
  receipt: Receipt
  centre: string
  onKept: () => void
  onFollow: () => void
  onAnother: () => void
}

export function Done({ receipt, centre, onKept, onFollow, onAnother }: Props) {
  const { number, queryCode, title, at } = receipt
  const [said, setSaid] = useState('')
  const copyBoth = async () => {
    const text = `${centre}\n编号 ${spoken(number)}\n查询码 ${queryCode}`
    const done = await copy(text)
    setSaid(done ? '已复制，可以粘贴到备忘录或发给家人。' : '没有复制成功，请把编号和查询码抄下来，或者截图。')
    if (done) onKept()
  }
  return (
    <div className="sheet done">
      <Title>已收到您反映的问题</Title>
      <dl className="keep">
        <div>
          <dt>编号</dt>
          <dd>{spoken(number)}</dd>
        </div>
        <div>
          <dt>查询码</dt>
          <dd>{queryCode}</dd>
        </div>
      </dl>
      <p className="must">请现在记下编号和查询码，查询码只显示这一次。</p>
      <p className="what">
        {title}
        <small>{showTime(at)} 提交</small>
        <small className="printed">{centre}，电话 12345</small>
      </p>
      {receipt.photos.length > 0 && <PhotosOnTheirWay ticket={{ number, code: queryCode }} photos={receipt.photos} />}
      <div className="acts">
        <button type="button" className="button main wide" onClick={copyBoth}>
          复制编号和查询码
        </button>
        <button
          type="button"
          className="button wide"
          onClick={() => {
            window.print()
            onKept()
          }}
        >
          打印
        </button>
      </div>
      <p className="found" role="status">
        {said}
      </p>
      <p>
        工作人员审核后开始办理。凭编号和查询码，可以在“查看进展”里看到哪一天前答复您，也可以补充、催办或撤回。查询码忘了，请拨打 12345
        查询。
      </p>
      <div className="acts">
        <button type="button" className="button" onClick={onFollow}>
          查看进展
        </button>
        <button type="button" className="button" onClick={onAnother}>
          再反映一件事
        </button>
      </div>
    </div>
  )
}
