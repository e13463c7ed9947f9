import { KeyCap, MissingBar } from '@huying/ui'
import { focusField } from '@huying/ui/place'
import { Button } from 'antd'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { leaveField } from './focus.ts'
import { FormFields } from './FormFields.tsx'
import { Problem } from './Problem.tsx'
import { useNearby } from './queries.ts'
import { outside, useActs } from './useActs.ts'
import { WhyBox } from './WhyBox.tsx'
import { isKept } from './work.ts'

/** The form and its foot: 挂起 F8, 当场答复 F4, 复述并提交 F9. */
export function FormPane() {
  const { line, live, mine, work, lacking, show, park, resume, drafts, busy } = useDesk()
  const { keys } = useActs()
  const nearby = useNearby(work.form).data?.[0]
  const readBack = () => {
    const first = lacking[0]
    if (first) focusField(first.id)
    else show({ is: 'readback' })
  }
  const giveAnswer = () => show({ is: 'outcome', how: 'answer' })
  const written = isKept(work)
  // Nothing to put aside: the same key takes up what its page left unfinished, then what was put aside first.
  const waiting = drafts.others.filter(({ parkedAt }) => parkedAt === null).pop() ?? drafts.others[0]
  const parkOrResume = () => (written ? void park() : waiting && void resume(waiting))
  useViewKeys({
    ...keys,
    F9: readBack,
    'Ctrl+Enter': readBack,
    F4: giveAnswer,
    F8: parkOrResume,
    Escape: leaveField,
    ...(nearby && { B: outside(() => show({ is: 'join', order: nearby })) }),
  })
  return (
    <>
      <div className="ik-body ik-form" id="ik-pane" role="group" aria-label="诉求登记">
        <FormFields />
        <WhyBox />
      </div>
      <Problem />
      <MissingBar missing={live ? lacking : []} complete={(work.origin ?? line) ? '必填已齐' : '没有来电，登记后不计入来电'}>
        {written && !mine && (
          <Button onClick={() => show({ is: 'finish', of: 'work' })} disabled={busy}>
            不登记
          </Button>
        )}
        <Button onClick={parkOrResume} disabled={busy || (!written && !waiting)}>
          {written || !waiting ? '挂起' : '恢复'}
          <KeyCap>F8</KeyCap>
        </Button>
        <Button onClick={giveAnswer}>
          当场答复<KeyCap>F4</KeyCap>
        </Button>
        <Button type="primary" onClick={readBack}>
          复述并提交<KeyCap>F9</KeyCap>
        </Button>
      </MissingBar>
    </>
  )
}
