/** A short title (标题) proposed from the first words of what somebody wrote. */

const MOST = 30
const LEAST = 6

/** How people begin: greetings and "I want to report", said once or several times. */
const OPENINGS =
  /^(尊敬的[^，,。！!：:]{0,12}[，,。！!：:]|您好|你好|大家好|领导好?|打扰了|请问一?下?|咨询一?下?|(我|我们|本人)?(想|要|想要|现)?(反映|反应|投诉|举报|咨询|问)(一?下|的是|一个问题|问题)?|[，,。！!：:、\s])+/
const STOP = /[。！？!?；;\n\r]/
const PAUSE = /[，,：:、]/

export function proposeTitle(content: string): string {
  const text = content.trim()
  const begun = text.replace(OPENINGS, '')
  const sentence = (begun || text).split(STOP)[0]?.trim() ?? ''
  if (lengthOf(sentence) <= MOST) return tidy(sentence)
  return tidy(clauses(sentence))
}

/** Whole clauses as long as they fit; a first clause that is too long is cut, and shows it. */
function clauses(sentence: string): string {
  let kept = ''
  for (const clause of sentence.split(PAUSE).filter(Boolean)) {
    const next = kept ? `${kept}，${clause}` : clause
    if (lengthOf(next) > MOST) return lengthOf(kept) >= LEAST ? kept : `${[...next].slice(0, MOST - 1).join('')}…`
    kept = next
  }
  return kept
}

const tidy = (title: string): string => title.replace(/[，,、：:\s]+$/, '').replace(/\s+/g, ' ')

/** Characters as the server counts them; a rare character (𠮷) is one. */
export const lengthOf = (text: string): number => [...text].length
