import { Button, DatePicker, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { Field } from '../Field.tsx'
import { KeyCap } from '../KeyCap.tsx'
import { MissingBar } from '../MissingBar.tsx'
import { PinyinPicker } from '../PinyinPicker.tsx'
import { ReadBack } from '../ReadBack.tsx'
import { SavedNote } from '../SavedNote.tsx'
import { Segmented } from '../Segmented.tsx'
import { MATTERS } from './sample.ts'

const URGENCY = [
  { value: 'normal', label: '一般' },
  { value: 'urgent', label: '紧急' },
  { value: 'grave', label: '重大民生紧急' },
] as const
const GIVE = [
  { value: 'yes', label: '提供号码' },
  { value: 'no', label: '不提供' },
] as const
const SOLVED = [
  { value: 'solved', label: '已解决', keyCap: '1' },
  { value: 'partly', label: '部分解决', keyCap: '2' },
  { value: 'told', label: '已解释', disabled: true, title: '须先附政策依据' },
] as const

/** A form as the agent has it, with every state of a field. */
export function FormPart() {
  const [matter, setMatter] = useState<string | undefined>('M01')
  const [second, setSecond] = useState<string>()
  const [urgency, setUrgency] = useState<'normal' | 'urgent' | 'grave'>('normal')
  const [give, setGive] = useState<'yes' | 'no'>()
  const [solved, setSolved] = useState<'solved' | 'partly' | 'told'>('solved')
  const [homes, setHomes] = useState<number | null>(null)
  const missing = [
    ...(homes === null ? [{ id: 'g-homes', label: '影响户数' }] : []),
    ...(give === undefined ? [{ id: 'g-give', label: '是否提供号码' }] : []),
    ...(second === undefined ? [{ id: 'g-second', label: '涉及事项' }] : []),
  ]
  return (
    <div className="hy-split">
      <div className="hy-page" style={{ background: 'var(--surface)' }}>
        <div className="hy-page-body">
          <div className="hy-form-grid">
            <Field label="诉求人">{(control) => <Input {...control} defaultValue="阿卜杜拉·买买提（代𠮷女士）" />}</Field>
            <Field label="联系号码" error={{ what: '号码少 1 位。', todo: '手机号码为 11 位。', code: 'invalid' }} submitted>
              {(control) => <Input {...control} defaultValue="138 0000 064" />}
            </Field>
            <div className="hy-span">
              <Field
                label="内容"
                hint={
                  <>
                    写清时间、地点、影响和希望的结果{' · '}
                    <SavedNote state="saved" at="09:08" />
                  </>
                }
              >
                {(control) => (
                  <Input.TextArea
                    {...control}
                    rows={3}
                    defaultValue="三元里 3 栋到 5 栋之间的路灯从上周日起就不亮，晚上老人下楼看不见台阶，前天有人绊倒。希望尽快修好，并告知由谁负责。"
                  />
                )}
              </Field>
            </div>
            <Field label="影响户数" id="g-homes" missing={homes === null}>
              {(control) => (
                <InputNumber {...control} style={{ width: '100%' }} value={homes} onChange={setHomes} min={1} placeholder="约多少户" />
              )}
            </Field>
            <Field label="发生时间">{(control) => <DatePicker {...control} style={{ width: '100%' }} placeholder="年-月-日" />}</Field>
            <Field label="诉求类型">
              {(control) => (
                <Select {...control} defaultValue="求助" options={['咨询', '求助', '投诉', '建议'].map((value) => ({ value }))} />
              )}
            </Field>
            <Field label="事项">{(control) => <PinyinPicker {...control} options={MATTERS} value={matter} onChange={setMatter} />}</Field>
            <Field label="紧急程度" group>
              {(control) => <Segmented {...control} choices={URGENCY} value={urgency} onChange={setUrgency} />}
            </Field>
            <Field label="向单位" id="g-give" group missing={give === undefined}>
              {(control) => <Segmented {...control} choices={GIVE} value={give} onChange={setGive} />}
            </Field>
            <Field label="涉及事项" id="g-second" missing={second === undefined} hint="输入汉字或拼音首字母，如 ldbl">
              {(control) => <PinyinPicker {...control} options={MATTERS} value={second} onChange={setSecond} />}
            </Field>
            <Field label="解决状态" group>
              {(control) => <Segmented {...control} choices={SOLVED} value={solved} onChange={setSolved} />}
            </Field>
            <Field label="承办单位" hint="由事项和地点得出，依据职责清单第 12 条">
              {(control) => <Input {...control} disabled value="东湖区" />}
            </Field>
          </div>
        </div>
        <MissingBar missing={missing}>
          <Button>
            挂起<KeyCap>F8</KeyCap>
          </Button>
          <Button>
            当场答复<KeyCap>F4</KeyCap>
          </Button>
          <Button type="primary" disabled={missing.length > 0}>
            复述并提交<KeyCap>F9</KeyCap>
          </Button>
        </MissingBar>
      </div>
      <aside aria-label="复述">
        <ReadBack
          title="请复述给诉求人"
          note="由系统按表单生成"
          parts={[
            '周女士，您反映的是：',
            { text: '东湖区城东街道三元里 3 栋到 5 栋', onEdit: () => undefined },
            '之间的路灯，从',
            { text: '11 月 3 日', onEdit: () => undefined },
            '起不亮，您希望尽快修好，并告知由谁负责。我们将转交',
            { text: '东湖区' },
            '办理，预计',
            { text: '11 月 15 日' },
            '前答复您。请问是这样吗？',
          ]}
        >
          <span className="hy-second">诉求人更正时，点下划线处即可改，改后重新生成。</span>
        </ReadBack>
      </aside>
    </div>
  )
}
