import { ErrorLine, LoadingRows } from '@huying/ui'
import { useQuery } from '@tanstack/react-query'
import { errorLine, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import type { Ask } from '../form/fields.ts'

const CODE: readonly Ask[] = [{ key: 'code', label: '验证码', kind: 'line', required: true, max: 6, hint: '身份验证器中显示的 6 位数字' }]

/** ABCD EFGH …: to be typed by hand where no camera is allowed. */
const grouped = (secret: string) => secret.match(/.{1,4}/g)?.join(' ') ?? secret

/** 绑定动态验证码: the secret is shown once; it counts after the first code fits. */
export function FactorEnrol({ onDone, onClose }: { onDone: () => unknown; onClose?: () => void }) {
  const offer = useQuery({
    queryKey: ['factor-offer'],
    queryFn: () => post<{ secret: string; uri: string }>('/api/me/factor'),
    staleTime: Infinity,
    gcTime: 0,
    refetchOnWindowFocus: false,
  })
  if (offer.error) return <ErrorLine {...errorLine(offer.error)} />
  if (!offer.data) return <LoadingRows rows={3} />
  return (
    <AskForm
      asks={CODE}
      button="确认绑定"
      onClose={onClose}
      send={async ({ code }) => {
        await post('/api/me/factor/confirm', { code })
        await onDone()
      }}
    >
      <ol className="ac-steps">
        <li>在手机上打开身份验证器（支持 TOTP 的任一款），选“手动输入密钥”。</li>
        <li>
          输入密钥：<b className="ac-secret">{grouped(offer.data.secret)}</b>
        </li>
        <li>
          也可把下面的地址交给验证器打开：
          <code className="ac-uri">{offer.data.uri}</code>
        </li>
        <li>填入验证器上的 6 位数字。密钥只显示这一次，请勿截图外传。</li>
      </ol>
    </AskForm>
  )
}

/** 停用: only with a code, so that nobody else does it at an open desk. */
export function FactorOff({ onDone, onClose }: { onDone: () => unknown; onClose: () => void }) {
  return (
    <AskForm
      asks={CODE}
      button="停用"
      danger
      onClose={onClose}
      send={async ({ code }) => {
        await post('/api/me/factor/off', { code })
        await onDone()
      }}
    />
  )
}
