import { useDesk } from './DeskContext.ts'

/** What was written down so far, over a pane that hides the form. */
export function StoryLine() {
  const { work, toForm } = useDesk()
  const content = work.form.content.trim()
  if (!content) return null
  return (
    <p className="ik-story">
      {content}{' '}
      <button type="button" className="hy-link" onClick={() => toForm('content')}>
        修改
      </button>
    </p>
  )
}
