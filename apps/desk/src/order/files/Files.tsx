import { ErrorLine } from '@huying/ui'
import { errorLine } from '../../api.ts'
import { FileList } from './FileList.tsx'
import { useFiles } from './files.ts'
import { UploadButton } from './UploadButton.tsx'

/** 附件 of an order. */
export function Files({ order, mayAdd }: { order: string; mayAdd: boolean }) {
  const { data, error } = useFiles(order)
  return (
    <section className="or-block" aria-label="附件">
      <h2>
        附件 <span>{data?.length ?? ''}</span>
      </h2>
      {error && <ErrorLine {...errorLine(error)} />}
      {data?.length === 0 && <p className="hy-mute">还没有照片或文件。</p>}
      <FileList order={order} files={data ?? []} />
      {mayAdd && <UploadButton order={order} label="上传" />}
    </section>
  )
}
