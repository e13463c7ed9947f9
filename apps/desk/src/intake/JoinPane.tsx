import { Field, KeyCap, ReadBack } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useCatalogue } from '../session.tsx'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { TextEntry } from './Entry.tsx'
import { Foot } from './Foot.tsx'
import type { Form } from './form.ts'
import { joinSay } from './say.ts'
import { type NearbyOrder, readOrder } from './server.ts'

/** 并入事件: one more voice on a running order. Name, number and address are asked; the rest is what the order already says. */
export function JoinPane({ order }: { order: NearbyOrder }) {
  const { work, patch, register, toForm, busy } = useDesk()
  const { unitName } = useCatalogue()
  const { form } = work
  const found = useQuery({ queryKey: ['matter', 'order', order.id], queryFn: () => readOrder(order.id), staleTime: 60_000, gcTime: 60_000 })
  const submit = () => {
    if (found.data) void register({ how: 'forward', into: order.id }, joined(form, order.title, found.data), order.title)
  }
  const back = () => toForm('content')
  useViewKeys({ F9: submit, 'Ctrl+Enter': submit, Escape: back })
  const unit = order.unit ? unitName(order.unit) : undefined
  return (
    <>
      <div className="ik-body ik-over" id="ik-pane" role="group" aria-label="并入事件">
        <h2>并入：{order.title}</h2>
        <ReadBack title="请读给诉求人" parts={[joinSay(order.title, unit)]} />
        <div className="ik-grid ik-gap">
          <TextEntry field="name" label="诉求人" max={60} />
          <TextEntry field="contactNumber" label="联系号码" max={40} />
          <Field label="地址" id="ik-join-place">
            {(control) => (
              <Input
                {...control}
                autoFocus
                autoComplete="off"
                maxLength={300}
                value={form.place}
                onChange={(event) => patch({ place: event.target.value })}
              />
            )}
          </Field>
          <Field label="房号" id="ik-join-room" hint="加密保存">
            {(control) => (
              <Input
                {...control}
                autoComplete="off"
                maxLength={60}
                value={form.room}
                onChange={(event) => patch({ room: event.target.value })}
              />
            )}
          </Field>
        </div>
      </div>
      <Foot status="诉求单独编号、单独回访，由同一件工单办理">
        <Button onClick={back}>
          返回<KeyCap>Esc</KeyCap>
        </Button>
        <Button type="primary" onClick={submit} disabled={busy || !found.data}>
          并入并登记<KeyCap>F9</KeyCap>
        </Button>
      </Foot>
    </>
  )
}

/** What this person did not say is what the first voice said: it is the same trouble at the same place. */
function joined(form: Form, title: string, { state, members }: Awaited<ReturnType<typeof readOrder>>): Partial<Form> {
  const first = members[0]
  return {
    type: state.type,
    category: state.category,
    title,
    content: form.content.trim() || `反映同一情况：${title}`,
    region: form.region ?? first?.place?.region,
    since: form.since.trim() || first?.since || '今天',
    affected: form.affected.trim() || '1 户',
    wants: form.wants.trim() || first?.wants || '尽快解决',
    urgency: form.urgency ?? 'normal',
    askAlike: false,
  }
}
