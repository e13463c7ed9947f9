import { ErrorLine } from '@huying/ui'
import { Button } from 'antd'
import { useRef } from 'react'
import { ACCEPT, type FileRow, MAX_MB, useUpload } from './files.ts'

interface UploadButtonProps {
  order: string
  label: string
  several?: boolean
  /** The file of which a new version is given. */
  replaces?: string
  onDone?: (files: FileRow[]) => void
}

/** Chooses files and sends them at once. */
export function UploadButton({ order, label, several = true, replaces, onDone }: UploadButtonProps) {
  const input = useRef<HTMLInputElement>(null)
  const { busy, error, send } = useUpload(order)
  return (
    <div className="or-upload">
      <input
        ref={input}
        type="file"
        hidden
        accept={ACCEPT}
        multiple={several}
        aria-label={label}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])]
          event.target.value = ''
          if (files.length > 0) void send(files, replaces).then((done) => done.length > 0 && onDone?.(done))
        }}
      />
      <Button size="small" disabled={busy} onClick={() => input.current?.click()}>
        {busy ? '上传中' : label}
      </Button>
      {!replaces && <span className="hy-mute">jpg、png、pdf，每个不超过 {MAX_MB} MB</span>}
      {error && <ErrorLine {...error} />}
    </div>
  )
}
