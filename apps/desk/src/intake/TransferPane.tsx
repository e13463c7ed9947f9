import { Field, KeyCap, PinyinPicker, Segmented } from '@huying/ui'
import { focusField } from '@huying/ui/place'
import { Button, Input } from 'antd'
import { useEffect } from 'react'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { Foot } from './Foot.tsx'
import { fieldId, isWritten, missingElsewhere } from './form.ts'
import { MatterFields } from './MatterFields.tsx'
import { StoryLine } from './StoryLine.tsx'

/** 转接: to an emergency number or a merged hotline. What was written is registered with it; a bare call ends with the result 转接. */
export function TransferPane() {
  const { work, line, settings, missing, setReply, register, dispose, toForm, busy } = useDesk()
  const { form, reply } = work
  const emergency = (settings?.emergency ?? []).map(({ number, label }) => ({ value: number, label: number, title: label }))
  const lines = (settings?.lines ?? []).map(({ number, label }) => ({ code: number, label: `${number} ${label}`, initials: number }))
  const isEmergency = emergency.some(({ value }) => value === reply.to)
  const written = isWritten(form)
  const ready = reply.to.trim().length > 1 && (!written || missing.length === 0) && (written || line !== undefined)
  const submit = () => {
    if (!ready) return
    if (written) void register({ how: 'transfer', to: reply.to.trim(), note: reply.note.trim() || undefined })
    else dispose('line', isEmergency ? 'transferred_110' : 'transferred')
  }
  const back = () => toForm('content')
  useViewKeys({ F9: submit, 'Ctrl+Enter': submit, Escape: back })
  useEffect(() => focusField(written && !form.type ? fieldId('type') : 'ik-transfer-emergency'), [])
  return (
    <>
      <div className="ik-body ik-over" id="ik-pane" role="group" aria-label="转接">
        <h2>转接</h2>
        <StoryLine />
        {written && (
          <div className="ik-grid">
            <MatterFields />
          </div>
        )}
        <Field label="紧急电话" id="ik-transfer-emergency" group>
          {(control) => (
            <Segmented {...control} choices={emergency} value={isEmergency ? reply.to : undefined} onChange={(to) => setReply({ to })} />
          )}
        </Field>
        <Field label="归并热线" id="ik-transfer-line">
          {(control) => (
            <PinyinPicker
              {...control}
              options={lines}
              value={lines.find(({ code }) => code === reply.to)?.code}
              onChange={(to) => setReply({ to })}
              hint="号码或名称，如 12366"
            />
          )}
        </Field>
        <Field label="转接至" id="ik-transfer-to" missing={reply.to.trim().length < 2}>
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={40}
              value={reply.to}
              onChange={(event) => setReply({ to: event.target.value })}
            />
          )}
        </Field>
        <Field label="说明" id="ik-transfer-note">
          {(control) => (
            <Input
              {...control}
              autoComplete="off"
              maxLength={500}
              value={reply.note}
              onChange={(event) => setReply({ note: event.target.value })}
            />
          )}
        </Field>
      </div>
      <Foot
        missing={written ? missingElsewhere(form, missing) : []}
        status={written ? '已写的内容登记为“已转接”' : '没有写内容：本通来电以“转接”结束，不登记诉求'}
      >
        <Button onClick={back}>
          返回<KeyCap>Esc</KeyCap>
        </Button>
        <Button type="primary" onClick={submit} disabled={busy || !ready}>
          {written ? '登记并转接' : '转接并结束'}
          <KeyCap>F9</KeyCap>
        </Button>
      </Foot>
    </>
  )
}
