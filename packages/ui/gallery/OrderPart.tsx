import { Button } from 'antd'
import { ChangedLine } from '../ChangedLine.tsx'
import { ClockBadge } from '../ClockBadge.tsx'
import { ConfirmAction } from '../ConfirmAction.tsx'
import { ErrorLine } from '../ErrorLine.tsx'
import { Facts } from '../Facts.tsx'
import { KeyCap } from '../KeyCap.tsx'
import { Masked } from '../Masked.tsx'
import { Overlays } from '../Overlays.tsx'
import { Page, Steps } from '../Page.tsx'
import { Timeline } from '../Timeline.tsx'
import { COURSE } from './sample.ts'

const OVERLAYS = ['多人一诉（3 人）', '催办 1 次', '已延期'].map((label) => ({ key: label, label }))

/** An order with its course, facts and what can be done now. */
export function OrderPart() {
  return (
    <Page
      title="红旗夜市占用人行道"
      overlays={<Overlays items={OVERLAYS} max={3} />}
      trail={
        <>
          <a href="#list">今日必办</a> 第 19 / 31 件 <KeyCap>J</KeyCap>
          <KeyCap>K</KeyCap> 工单 241104-0208
        </>
      }
      steps={<Steps labels={['已派发', '已签收', '办理中', '待审核', '待回访', '已办结']} at={2} />}
      aside={
        <ClockBadge level="near" used={0.82} large reason="投诉类 3 个工作日，办理规则第 9 条">
          今日 18:00 截止 · 剩 8 小时 50 分
        </ClockBadge>
      }
    >
      <div className="hy-columns">
        <div>
          <div className="hy-block">
            <h2>事项</h2>
            <Facts
              items={[
                { label: '类型', value: '投诉 · 市容环境 › 占道经营' },
                { label: '地点', value: '东湖区红旗路 66–92 号门前' },
                { label: '被反映对象', value: '夜市摊点约 20 户' },
                { label: '协办', value: '市场监管局', note: '11-06 已反馈' },
                { label: '影响户数' },
                {
                  label: '联系号码',
                  value: <Masked value="138****0645" label="联系号码" onReveal={() => Promise.resolve({ value: '138 0000 0645' })} />,
                },
                {
                  label: '身份证号',
                  value: (
                    <Masked
                      value="4303**********0645"
                      label="身份证号"
                      askReason
                      onReveal={() => Promise.resolve({ value: '430300 00000000 0645' })}
                    />
                  ),
                },
                {
                  label: '备用号码',
                  value: (
                    <Masked
                      value="139****3306"
                      label="备用号码"
                      onReveal={() =>
                        Promise.resolve({
                          error: { what: '不能查看：保密工单，可请中心代问。', rule: '保密规定第 4 条', code: 'forbidden' },
                        })
                      }
                    />
                  ),
                },
              ]}
            />
          </div>
        </div>
        <div>
          <div className="hy-block">
            <ChangedLine who="李××" when="09:40" what="改派至市住建局" onRefresh={() => undefined} note="您填写的内容会保留" />
          </div>
          <Timeline days={COURSE} />
        </div>
        <div>
          <div className="hy-block hy-stack">
            <h2>现在可以</h2>
            <Button type="primary">提交办结</Button>
            <Button>登记联系</Button>
            <ErrorLine
              tone="note"
              what="不能申请退单：签收已超 1 个工作日。"
              rule="办理规则第 14 条。"
              todo={
                <>
                  可改为 <a href="#order">申请会商</a>
                </>
              }
            />
          </div>
          <div className="hy-block">
            <h2>不能收回的操作</h2>
            <ConfirmAction
              label="作废"
              title="作废工单 241104-0208？"
              confirm="作废工单"
              reasonLabel="作废原因（误录、测试或重复）"
              onConfirm={(reason) =>
                Promise.resolve(
                  reason.length < 4 ? { what: '原因太短，至少 4 个字。', rule: '办理规则第 20 条', code: 'missing' } : undefined,
                )
              }
            >
              <p>作废后不再办理，编号不再使用，3 名诉求人会收到短信。此操作不能收回。</p>
            </ConfirmAction>
          </div>
        </div>
      </div>
    </Page>
  )
}
