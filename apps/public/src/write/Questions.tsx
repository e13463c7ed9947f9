/** The questions, one after the other: what and which kind, where and since when, who writes. */
import { useState } from 'react'
import { type Catalogue, otherLast } from '../catalogue.ts'
import { AreaBlock, describedBy, Group, TextBlock } from '../parts/Block.tsx'
import { Choices } from '../parts/Choices.tsx'
import { PhotoQuestion } from '../photos/PhotoQuestion.tsx'
import { proposeTitle } from '../words/title.ts'
import { CategoryQuestion } from './CategoryQuestion.tsx'
import { COUNTED } from './draft.ts'
import { type Form, idOf } from './form.ts'
import { PlaceQuestion } from './PlaceQuestion.tsx'

export interface QuestionsProps {
  form: Form
  catalogue: Catalogue
}

export function MatterQuestions({ form, catalogue }: QuestionsProps) {
  const { draft, set, errorOf, leave } = form
  const [written, setWritten] = useState(draft.content)
  return (
    <>
      <AreaBlock
        id={idOf('content')}
        label="您要反映什么？"
        tip="说清是什么事、怎么发生的。也可以点输入法的话筒说。请不要写身份证号、银行卡号。"
        error={errorOf('content')}
        rows={5}
        autoComplete="off"
        value={draft.content}
        onValue={(content) => set({ content })}
        onBlur={() => {
          setWritten(draft.content)
          leave('content')
        }}
      />
      <AreaBlock
        id={idOf('title')}
        label="用一句话概括"
        tip={draft.content.trim() ? '已按您写的开头拟好，可以改。' : '写好上面的内容，这里会自动拟一句，您可以改。'}
        error={errorOf('title')}
        rows={2}
        autoComplete="off"
        value={draft.title ?? proposeTitle(draft.content)}
        // two lines to see all of it, yet one line of text
        onValue={(title) => set({ title: title.replace(/\n/g, '') })}
        onBlur={() => {
          if (draft.title?.trim() === '') set({ title: undefined })
          leave('title')
        }}
      />
      <Choices
        id={idOf('type')}
        label="您想做什么？"
        error={errorOf('type')}
        choices={otherLast(catalogue.types)}
        columns={3}
        value={draft.type}
        onValue={(type) => set({ type })}
      />
      <CategoryQuestion
        id={idOf('category')}
        error={errorOf('category')}
        categories={catalogue.categories}
        text={written}
        value={draft.category}
        onValue={(category) => set({ category })}
      />
      <PlaceQuestion form={form} regions={catalogue.regions} />
      {catalogue.photos > 0 && (
        <PhotoQuestion id={idOf('photos')} photos={draft.photos} most={catalogue.photos} onPhotos={(photos) => set({ photos })} />
      )}
    </>
  )
}

export function MoreQuestions({ form }: QuestionsProps) {
  const { draft, set, errorOf, leave } = form
  return (
    <>
      <TextBlock
        id={idOf('since')}
        label="从什么时候开始？"
        optional
        tip="例如：上周日晚上、11 月 3 日起、每天夜里。"
        error={errorOf('since')}
        autoComplete="off"
        value={draft.since}
        onValue={(since) => set({ since })}
        onBlur={() => leave('since')}
      />
      <CountQuestion form={form} />
      <AreaBlock
        id={idOf('wants')}
        label="您希望怎么解决？"
        optional
        error={errorOf('wants')}
        rows={3}
        autoComplete="off"
        value={draft.wants}
        onValue={(wants) => set({ wants })}
        onBlur={() => leave('wants')}
      />
    </>
  )
}

function CountQuestion({ form }: { form: Form }) {
  const { draft, set, errorOf, leave } = form
  const id = idOf('count')
  const error = errorOf('count')
  return (
    <Group id={id} label="大概影响多少人？" optional error={error}>
      <div className="count">
        <input
          id={id}
          className="field"
          aria-label="数量"
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy({ id, error })}
          inputMode="numeric"
          autoComplete="off"
          value={draft.count}
          onChange={(event) => set({ count: event.target.value })}
          onBlur={() => leave('count')}
        />
        <select
          className="field"
          aria-label="按人、户还是家"
          value={draft.counted}
          onChange={(event) => set({ counted: COUNTED.find((c) => c === event.target.value) ?? '户' })}
        >
          {COUNTED.map((counted) => (
            <option key={counted}>{counted}</option>
          ))}
        </select>
        <label className="tick">
          <input type="checkbox" checked={draft.about} onChange={(event) => set({ about: event.target.checked })} />
          <span>大约</span>
        </label>
      </div>
    </Group>
  )
}
