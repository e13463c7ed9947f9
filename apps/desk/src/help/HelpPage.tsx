import './help.css'
import { KeyCap, Page } from '@huying/ui'
import { PAGES } from '../routes.tsx'
import { useCatalogue, useSession } from '../session.tsx'
import { CENTRAL } from './central.ts'
import type { Section } from './section.ts'
import { UNITS } from './units.ts'

const SECTIONS: Readonly<Record<string, Section>> = { ...CENTRAL, ...UNITS }

/** What holds on every page. */
const COMMON: Section = {
  what: '各页通用。',
  steps: [
    '菜单只列本岗位的页面；兼任多岗的，点左上角的岗位名称切换。',
    '号码和姓名默认遮盖，点开查看须有权限，并记入审计。',
    '灰色的按钮旁写明为什么现在不能用、依据哪条规则。',
    '断网时页面上方有提示，填写的内容保留在本页，恢复后再提交不会重复。',
  ],
  keys: [
    [['Ctrl', 'K'], '查询'],
    [['Ctrl', 'Enter'], '提交正在填写的表'],
    [['Esc'], '关闭、返回'],
  ],
  words: [
    ['临期、超期', '离截止时间不足规定比例为临期，过了截止时间为超期；计时明细在工单页逐段列出。'],
    ['诉求、工单、承办单', '诉求是一个人问的一件事；工单是要办的一件事，可以对应多个诉求；承办单是一个单位在工单中的一份。'],
  ],
}

/** 帮助: what each page of one's post is for, its keys, and what the words mean. */
export function HelpPage() {
  const { pages, actor } = useSession()
  const { term } = useCatalogue()
  const sections = pages.flatMap((code) => {
    const page = PAGES.find((one) => one.code === code)
    const section = SECTIONS[code]
    return page && section ? [{ code, title: term(`page.${code}`, page.title), section }] : []
  })
  return (
    <Page title="帮助" trail={actor.label}>
      <div className="he-page">
        <nav aria-label="目录">
          <ul>
            {[{ code: 'common', title: '通用' }, ...sections].map(({ code, title }) => (
              <li key={code}>
                <a href={`#help-${code}`}>{title}</a>
              </li>
            ))}
          </ul>
        </nav>
        <div>
          <Part code="common" title="通用" section={COMMON} />
          {sections.map((one) => (
            <Part key={one.code} {...one} />
          ))}
        </div>
      </div>
    </Page>
  )
}

function Part({ code, title, section: { what, steps, keys = [], words = [] } }: { code: string; title: string; section: Section }) {
  return (
    <section id={`help-${code}`} className="he-part" aria-labelledby={`help-${code}-title`}>
      <h2 id={`help-${code}-title`}>{title}</h2>
      <p>{what}</p>
      <ol>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {keys.length > 0 && (
        <dl aria-label="按键">
          {keys.map(([caps, does]) => (
            <div key={does}>
              <dt>
                {caps.map((cap) => (
                  <KeyCap key={cap}>{cap}</KeyCap>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
      )}
      {words.length > 0 && (
        <dl aria-label="名词">
          {words.map(([word, meaning]) => (
            <div key={word}>
              <dt>{word}</dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
