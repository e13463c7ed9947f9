/** Which category (事项): proposed from the words, searched, by group, or "other". What is pressed is chosen and folds the rest away. */
import { useEffect, useRef, useState } from 'react'
import { type Category, groupsOf, otherOf } from '../catalogue.ts'
import { Group } from '../parts/Block.tsx'
import { findCategories, proposeCategories } from '../words/match.ts'

interface Props {
  id: string
  error?: string
  categories: readonly Category[]
  /** What the person wrote, once he is through with it: proposals do not move while he types. */
  text: string
  value: string
  onValue: (code: string) => void
}

/** What is offered now, and how it came to be. */
type Offer = { by: 'text' } | { by: 'words'; typed: string } | { by: 'group'; group: string }

const BY_TEXT: Offer = { by: 'text' }

export function CategoryQuestion({ id, error, categories, text, value, onValue }: Props) {
  const [offer, setOffer] = useState<Offer>(BY_TEXT)
  const [finding, setFinding] = useState(false)
  const chosen = categories.find((c) => c.code === value)
  const again = useRef<HTMLButtonElement>(null)
  const pressed = useRef(false)
  useEffect(() => {
    if (chosen && pressed.current) again.current?.focus()
    pressed.current = false
  }, [chosen])
  const choose = (code: string) => {
    pressed.current = true
    setOffer(BY_TEXT)
    setFinding(false)
    onValue(code)
  }
  const question = { id, label: '这件事属于哪一类？', error, tip: chosen ? undefined : '选得不准没有关系，工作人员会核对。' }
  if (chosen) {
    return (
      <Group {...question}>
        <div className="chosen">
          <b>{chosen.label}</b>
          <span>{chosen.group}</span>
          <button ref={again} id={id} type="button" className="button small" onClick={() => onValue('')}>
            换一类
          </button>
        </div>
      </Group>
    )
  }
  const other = otherOf(categories)
  const toggle = () => {
    setOffer(BY_TEXT)
    setFinding(!finding)
  }
  return (
    <Group {...question}>
      {!finding && <Offers offer={BY_TEXT} categories={categories} text={text} onChoose={choose} />}
      <button id={id} type="button" className="button wide" aria-expanded={finding} onClick={toggle}>
        自己找一类
      </button>
      {finding && (
        <>
          <Search id={id} categories={categories} offer={offer} onOffer={setOffer} />
          <Offers offer={offer} categories={categories} text="" onChoose={choose} />
        </>
      )}
      {other && (
        <button type="button" className="link" onClick={() => choose(other.code)}>
          不知道选哪类，选“{other.label}”
        </button>
      )}
    </Group>
  )
}

interface SearchProps {
  id: string
  categories: readonly Category[]
  offer: Offer
  onOffer: (offer: Offer) => void
}

function Search({ id, categories, offer, onOffer }: SearchProps) {
  const word = `${id}-word`
  return (
    <>
      <label className="sub" htmlFor={word}>
        写一个词来找
      </label>
      <input
        id={word}
        className="field"
        type="search"
        autoComplete="off"
        value={offer.by === 'words' ? offer.typed : ''}
        onChange={(event) => onOffer({ by: 'words', typed: event.target.value })}
      />
      <label className="sub" htmlFor={`${id}-group`}>
        或者按大类找
      </label>
      <select
        id={`${id}-group`}
        className="field"
        value={offer.by === 'group' ? offer.group : ''}
        onChange={(event) => onOffer(event.target.value ? { by: 'group', group: event.target.value } : BY_TEXT)}
      >
        <option value="">请选择大类</option>
        {groupsOf(categories).map((group) => (
          <option key={group}>{group}</option>
        ))}
      </select>
    </>
  )
}

interface OffersProps {
  offer: Offer
  categories: readonly Category[]
  text: string
  onChoose: (code: string) => void
}

function Offers({ offer, categories, text, onChoose }: OffersProps) {
  const found = offered(offer, categories, text)
  return (
    <>
      <p className="found" role="status">
        {said(offer, found.length, text)}
      </p>
      <ul className="offers">
        {found.map(({ category, because }) => (
          <li key={category.code}>
            <button type="button" className="offer" onClick={() => onChoose(category.code)}>
              <b>{category.label}</b>
              <span>{because ? `因为您写到“${because}”` : category.group}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  )
}

function offered(offer: Offer, categories: readonly Category[], text: string): { category: Category; because?: string }[] {
  switch (offer.by) {
    case 'text':
      return proposeCategories(text, categories)
    case 'words':
      return findCategories(offer.typed, categories).map((category) => ({ category }))
    case 'group':
      return categories.filter((c) => c.group === offer.group).map((category) => ({ category }))
  }
}

function said(offer: Offer, found: number, text: string): string {
  switch (offer.by) {
    case 'text':
      if (!text.trim()) return ''
      return found > 0 ? '按您写的内容，可能是这一类，点一下就选好：' : '按您写的内容没有找到，请自己找一类。'
    case 'words':
      if (!offer.typed.trim()) return ''
      return found > 0 ? `找到 ${found} 类，点一下就选好：` : '没有找到，请换一个词，或者按大类找。'
    case 'group':
      return `有 ${found} 类，点一下就选好：`
  }
}
