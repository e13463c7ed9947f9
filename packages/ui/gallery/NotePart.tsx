import { Button, Input } from 'antd'
import { useState } from 'react'
import { ChangedLine } from '../ChangedLine.tsx'
import { Empty } from '../Empty.tsx'
import { ErrorLine } from '../ErrorLine.tsx'
import { Field } from '../Field.tsx'
import { LoadingRows } from '../LoadingRows.tsx'
import { OfflineStrip } from '../OfflineStrip.tsx'
import { SavedNote } from '../SavedNote.tsx'
import { Timeline } from '../Timeline.tsx'
import { UndoToast } from '../UndoToast.tsx'
import { Part } from './Part.tsx'

/** What the system says, and when. */
export function NotePart() {
  const [toast, setToast] = useState(true)
  return (
    <div className="hy-parts">
      <Part title="出错" note="什么 · 依据 · 怎么办 · 代码" wide>
        <div className="hy-stack">
          <ErrorLine
            what="不能退单：请填写退单依据（三定方案或文件条款）。"
            rule="《政务热线工单办理规则》第 14 条。"
            todo={
              <>
                可改为 <a href="#note">申请会商</a>
              </>
            }
            code="basis"
          />
          <ErrorLine what="编号或密码不对。" todo="连续 5 次不对将锁定 15 分钟。" />
          <ErrorLine tone="note" what="不能再次延期：每件 1 次。" todo={<a href="#note">申请暂停计时</a>} />
        </div>
      </Part>
      <Part title="断网">
        <OfflineStrip state="offline" />
        <OfflineStrip state="restored" savedAt="09:12" />
      </Part>
      <Part title="自动保存">
        <div className="hy-line">
          <SavedNote state="saving" />
          <SavedNote state="saved" at="09:08" />
          <SavedNote state="kept" at="09:08" />
          <SavedNote state="away" at="09:08" />
          <SavedNote state="failed" at="09:08" />
        </div>
      </Part>
      <Part title="他人已改">
        <ChangedLine who="李××" when="09:40" what="改派至市住建局" onRefresh={() => undefined} note="您填写的内容会保留" />
      </Part>
      <Part title="空">
        <div className="hy-frame">
          <Empty why="今天没有要回访的诉求。" next="下一时段 14:40 开始。" />
        </div>
        <Timeline days={[]} />
      </Part>
      <Part title="载入">
        <LoadingRows at="once" rows={3} />
      </Part>
      <Part title="可收回的操作" note="右下角 10 秒；正在那里打字时移到左边">
        <div className="hy-stack">
          <div>
            <Button onClick={() => setToast(true)}>派发 17 件</Button>
          </div>
          <Field label="答复" stacked aside={<SavedNote state="saved" at="09:08" />}>
            {(control) => <Input.TextArea {...control} rows={6} placeholder="在这里打字时，再点派发" />}
          </Field>
        </div>
      </Part>
      {toast && (
        <UndoToast
          message="已派发 17 件至河西区"
          detail="噪声 › 夜间施工 · 未签收前都可收回"
          onUndo={() => undefined}
          onClose={() => setToast(false)}
        />
      )}
    </div>
  )
}
