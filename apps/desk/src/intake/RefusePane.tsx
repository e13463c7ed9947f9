import { Field, KeyCap, PinyinPicker, ReadBack } from '@huying/ui'
import { focusField } from '@huying/ui/place'
import { Button, Input } from 'antd'
import { useEffect } from 'react'
import { useCatalogue } from '../session.tsx'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { Foot } from './Foot.tsx'
import { fieldId, missingElsewhere } from './form.ts'
import { MatterFields } from './MatterFields.tsx'
import { StoryLine } from './StoryLine.tsx'

/** 不予受理: a coded reason, and the channel that the person is told. */
export function RefusePane() {
  const { work, missing, setReply, register, toForm, busy } = useDesk()
  const { reasons } = useCatalogue()
  const { reason, told, note } = work.reply
  const choose = (code: string) => {
    const found = reasons.refusal.find((one) => one.code === code)
    setReply({ reason: code, told: [found?.channel, found?.phone && `电话 ${found.phone}`].filter(Boolean).join('，') })
  }
  const ready = missing.length === 0 && reason !== undefined && told.trim().length > 1
  const submit = () => {
    if (ready) void register({ how: 'refuse', reason, told: told.trim(), note: note.trim() || undefined })
  }
  const back = () => toForm('content')
  useViewKeys({ F9: submit, 'Ctrl+Enter': submit, Escape: back })
  useEffect(() => focusField(work.form.type ? 'ik-reason' : fieldId('type')), [])
  return (
    <>
      <div className="ik-body ik-over" id="ik-pane" role="group" aria-label="不予受理">
        <h2>不予受理</h2>
        <StoryLine />
        <div className="ik-grid">
          <MatterFields />
        </div>
        <Field label="原因" missing={reason === undefined} id="ik-reason">
          {(control) => <PinyinPicker {...control} options={reasons.refusal} value={reason} onChange={choose} />}
        </Field>
        <Field label="告知渠道" missing={told.trim().length < 2} id="ik-told">
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={200}
              value={told}
              onChange={(event) => setReply({ told: event.target.value })}
            />
          )}
        </Field>
        <Field label="说明" id="ik-refuse-note">
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={500}
              value={note}
              onChange={(event) => setReply({ note: event.target.value })}
            />
          )}
        </Field>
        {told.trim() && <ReadBack title="请告知诉求人" parts={['您反映的事项应通过', { text: told.trim() }, '办理。']} />}
      </div>
      <Foot missing={missingElsewhere(work.form, missing)} status={ready ? '登记为不予受理，不派发' : '还缺诉求类型、事项、原因或告知渠道'}>
        <Button onClick={back}>
          返回<KeyCap>Esc</KeyCap>
        </Button>
        <Button type="primary" onClick={submit} disabled={busy || !ready}>
          已告知，登记<KeyCap>F9</KeyCap>
        </Button>
      </Foot>
    </>
  )
}
