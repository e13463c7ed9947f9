import { Empty, ErrorLine, LoadingRows } from '@huying/ui'
import { errorLine } from '../api.ts'
import { PAGES } from '../routes.tsx'
import { useCatalogue } from '../session.tsx'
import { ASSUMED, type PostRow } from './types.ts'
import { useBusiness } from './useBusiness.ts'

const BELONGS = { centre: '热线中心', unit: '承办单位', system: '系统三员' } as const
const NOUNS: Readonly<Record<string, string>> = {
  contact: '来电',
  request: '诉求',
  order: '工单',
  visit: '回访',
  task: '任务',
  edition: '通报',
  hold: '保全',
  disposal: '到期清理',
  knowledge: '口径',
}

/** 岗位: what each may do and see; read only, the configuration says so. */
export function PostsTab() {
  const posts = useBusiness<{ rows: PostRow[] }>('posts')
  if (posts.error) return <ErrorLine {...errorLine(posts.error)} />
  if (!posts.data) return <LoadingRows />
  const { rows } = posts.data
  return (
    <div className="bu-scroll">
      {(Object.keys(BELONGS) as (keyof typeof BELONGS)[]).map((belongs) => (
        <section key={belongs} className="bu-posts">
          <h2>{BELONGS[belongs]}</h2>
          {rows.every((row) => row.belongs !== belongs) && <Empty why="没有岗位。" />}
          {rows
            .filter((row) => row.belongs === belongs)
            .map((row) => (
              <PostLine key={row.code} row={row} />
            ))}
        </section>
      ))}
    </div>
  )
}

function PostLine({ row }: { row: PostRow }) {
  const { term } = useCatalogue()
  const byNoun = new Map<string, string[]>()
  for (const { code, label } of row.commands) {
    const noun = code.split('.')[0] ?? ''
    byNoun.set(noun, [...(byNoun.get(noun) ?? []), label])
  }
  const pages = row.pages.map((code) => term(`page.${code}`, PAGES.find((page) => page.code === code)?.title ?? code))
  return (
    <details className="bu-post">
      <summary>
        <b>{row.label}</b>
        <span>在岗 {row.holders} 人</span>
        <span className="hy-mute">
          页面：{pages.join('、')}
          {row.secondFactor && ' · 须使用动态验证码'}
          {row.assumed && ` · ${ASSUMED}`}
        </span>
      </summary>
      <dl>
        {[...byNoun].map(([noun, labels]) => (
          <div key={noun}>
            <dt>{NOUNS[noun] ?? OTHERS[noun] ?? noun}</dt>
            <dd>{[...new Set(labels)].join('、')}</dd>
          </div>
        ))}
        <div>
          <dt>可见</dt>
          <dd>{row.sees.map((noun) => NOUNS[noun] ?? noun).join('、') || '不看件'}</dd>
        </div>
        {row.note && (
          <div>
            <dt>说明</dt>
            <dd>{row.note}</dd>
          </div>
        )}
      </dl>
    </details>
  )
}

const OTHERS: Readonly<Record<string, string>> = { account: '账号', pack: '机制配置', export: '导出' }
