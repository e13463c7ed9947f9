import { KeyCap, ReadBack } from '@huying/ui'
import { Button } from 'antd'
import { useCatalogue } from '../session.tsx'
import { useDesk, useViewKeys } from './DeskContext.ts'
import { Foot } from './Foot.tsx'
import { placeWords } from './places.ts'
import { usePreview } from './queries.ts'
import { readBackParts } from './say.ts'

/** 复述: what was understood, large, before it becomes a request. */
export function ReadBackPane() {
  const { work, callNumber, toForm, register, busy } = useDesk()
  const { places } = useCatalogue()
  const preview = usePreview(work.form)
  const submit = () => void register({ how: 'forward' })
  const back = () => toForm('content')
  useViewKeys({ F9: submit, 'Ctrl+Enter': submit, Escape: back })
  return (
    <>
      <div className="ik-body ik-over" id="ik-pane">
        <ReadBack
          title="请复述给诉求人"
          note="由系统按表单生成"
          parts={readBackParts(work.form, placeWords(places, work.form.region), callNumber, preview.data, toForm)}
        >
          <p className="hy-second">诉求人更正时，点下划线处即可改，改后重新生成。提交之后显示编号和查询码。</p>
        </ReadBack>
      </div>
      <Foot status="必填已齐">
        <Button onClick={back}>
          返回修改<KeyCap>Esc</KeyCap>
        </Button>
        <Button type="primary" onClick={submit} disabled={busy}>
          诉求人确认，提交<KeyCap>F9</KeyCap>
        </Button>
      </Foot>
    </>
  )
}
