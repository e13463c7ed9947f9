import { Field, KeyCap } from '@huying/ui'
import { Button, Input } from 'antd'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { Foot } from './Foot.tsx'
import { missingElsewhere } from './form.ts'
import { MatterFields } from './MatterFields.tsx'
import { StoryLine } from './StoryLine.tsx'

/** 当场答复: the answer with the agreed entries it quotes. F4 quotes the current entry of the shelf, F9 registers and answers. */
export function AnswerPane() {
  const { work, missing, setReply, shelf, cite, register, toForm, busy } = useDesk()
  const { text, knowledge } = work.reply
  const { entry } = shelf
  const ready = missing.length === 0 && text.trim() !== ''
  const submit = () => {
    if (ready) void register({ how: 'answer', text: text.trim(), knowledge: knowledge.map(({ code }) => code) })
  }
  const back = () => toForm('content')
  useViewKeys({ F9: submit, 'Ctrl+Enter': submit, Escape: back, F4: () => (entry ? cite(entry) : false) })
  return (
    <>
      <div className="ik-body ik-over" id="ik-pane" role="group" aria-label="当场答复">
        <h2>当场答复</h2>
        <StoryLine />
        <div className="ik-grid">
          <MatterFields />
        </div>
        <Field label="答复内容" missing={text.trim() === ''} hint="右侧选中统一口径，按 F4 引用；可以改写，引用的条目和版本一并记录。">
          {(control) => (
            <Input.TextArea
              {...control}
              autoFocus
              rows={6}
              maxLength={2000}
              value={text}
              onChange={(event) => setReply({ text: event.target.value })}
            />
          )}
        </Field>
        {knowledge.length > 0 && (
          <ul className="ik-cited" aria-label="引用的统一口径">
            {knowledge.map(({ code, title }) => (
              <li key={code}>
                引用《{title}》
                <button
                  type="button"
                  className="hy-link"
                  onClick={() => setReply({ knowledge: knowledge.filter((one) => one.code !== code) })}
                >
                  取消引用
                </button>
              </li>
            ))}
          </ul>
        )}
      </div>
      <Foot missing={missingElsewhere(work.form, missing)} status={ready ? '登记为诉求并记为当场答复' : '还缺诉求类型、事项或答复内容'}>
        <Button onClick={back}>
          返回<KeyCap>Esc</KeyCap>
        </Button>
        <Button type="primary" onClick={submit} disabled={busy || !ready}>
          答复并登记<KeyCap>F9</KeyCap>
        </Button>
      </Foot>
    </>
  )
}
