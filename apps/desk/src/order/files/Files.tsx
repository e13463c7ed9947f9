import { ErrorLine } from '@huying/ui'
import { errorLine } from '../../api.ts'
import { FileList } from './FileList.tsx'
import { useSession } from '../../session.tsx'
import { newest, useFiles } from './files.ts'
import { UploadButton } from './UploadButton.tsx'

/** 附件 of an order. */
export function Files({ order, mayAdd }: { order: string; mayAdd: boolean }) {
  const { data, error } = useFiles(order)
  const mine = useSession().actor.unit
  const current = newest(data ?? [])
  return (
    <section className="or-block" aria-label="附件">
      <h2>
        附件 <span>{data?.length ?? ''}</span>
      </h2>
      {error && <ErrorLine {...errorLine(error)} />}
      {data?.length === 0 && <p className="hy-mute">还没有照片或文件。</p>}
      <FileList
        order={order}
        files={data ?? []}
        act={({ id, name, unit }) =>
          mayAdd && mine === unit && current.some((file) => file.id === id) ? (
            <UploadButton order={order} label="上传新版本" several={false} replaces={id} key={name} />
          ) : null
        }
      />
      {mayAdd && <UploadButton order={order} label="上传" />}
    </section>
  )
}
