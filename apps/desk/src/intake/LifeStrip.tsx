import { KeyCap } from '@huying/ui'
import { useCatalogue } from '../session.tsx'
import { useNow } from '../time.ts'
import { useDesk } from './DeskContext.ts'
import { LIFE_ID } from './focus.ts'
import { fieldId } from './form.ts'
import { focusField } from '@huying/ui/place'
import { runText, stampText } from './moments.ts'
import { placeWords } from './places.ts'

/** Of the four, 122 is for accidents on the road and is dialled from the transfer pane. */
const MOST = 3

/** 生命危险: what to say, whom to call with which address, everything timed. */
export function LifeStrip() {
  const { work, life, settings } = useDesk()
  const { places } = useCatalogue()
  const now = useNow(1000)
  const { form } = work
  // The room is sealed: it is read out, and never written into the log.
  const address = [placeWords(places, form.region), form.place.trim()].filter(Boolean).join('')
  const begun = work.life[0]?.at ?? now
  const last = work.life.at(-1)
  return (
    <section className="ik-life" aria-label="生命危险处置">
      <div>
        <b>不要挂断</b>
        <p>
          {stampText(begun)} 开始 · <span role="timer">{runText(now - begun)}</span>
        </p>
        <p>请举手示意班长到席。{work.life.length > 1 && last && `${stampText(last.at)} ${last.what.split('，')[0] ?? ''}`}</p>
      </div>
      <p className="ik-life-say">
        “我在听，您现在安全吗？身边有没有人？
        <br />
        请告诉我您在哪里、几楼，我一直陪着您。”
      </p>
      <div className="ik-life-do">
        <div id={LIFE_ID}>
          <KeyCap>F10</KeyCap>
          {(settings?.emergency ?? []).slice(0, MOST).map(({ number, label }) => (
            <button key={number} type="button" title={label} onClick={() => life.transfer(number, address)}>
              转 {number}
            </button>
          ))}
          <button type="button" className="ik-life-end" onClick={life.end}>
            结束处置
          </button>
        </div>
        <p>
          报地址：{address ? `${address}${form.room.trim()}` : '未问明'}
          <button type="button" onClick={() => focusField(fieldId('place'))}>
            {address ? '改' : '填'}
          </button>
        </p>
      </div>
    </section>
  )
}
