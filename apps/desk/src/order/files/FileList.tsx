import type { ReactNode } from 'react'
import { momentText } from '../../time.ts'
import { useCatalogue } from '../../session.tsx'
import { fileHref, type FileRow, isImage, newest, sizeText } from './files.ts'

interface FileListProps {
  order: string
  files: readonly FileRow[]
  /** Behind each file: 选用, 去掉. */
  act?: (file: FileRow) => ReactNode
}

/** Files with who gave them; a photograph is shown small, everything opens in its own tab. */
export function FileList({ order, files, act }: FileListProps) {
  const words = useCatalogue()
  const current = new Set(newest(files).map(({ id }) => id))
  return (
    <ul className="or-files">
      {files.map((file) => (
        <li key={file.id}>
          {file.erased ? (
            <span className="hy-mute">{file.name}（内容已依法删除）</span>
          ) : (
            <a href={fileHref(order, file.id)} target="_blank" rel="noreferrer">
              {isImage(file) ? <img src={fileHref(order, file.id)} alt="" loading="lazy" /> : <span aria-hidden="true">PDF</span>}
              <span className="hy-cut" title={file.name}>
                {file.name}
              </span>
            </a>
          )}
          <small>
            {sizeText(file.size)} · {words.unitShort(file.unit)} {file.by} {momentText(file.at)}
            {file.version > 1 && ` · 第 ${file.version} 版`}
            {!current.has(file.id) && ' · 已有新版本，旧版留存'}
          </small>
          {act?.(file)}
        </li>
      ))}
    </ul>
  )
}
