import { ApiError, post } from '../api.ts'
import { AskForm } from '../form/AskForm.tsx'
import type { Ask } from '../form/fields.ts'

const ASKS: readonly Ask[] = [
  { key: 'current', label: '现密码', kind: 'password', required: true, max: 200 },
  { key: 'next', label: '新密码', kind: 'password', required: true, max: 200, hint: '至少 8 位，含字母和数字，不含账号' },
  { key: 'again', label: '再输一次', kind: 'password', required: true, max: 200 },
]

/** 修改密码: other computers on which one is signed in are signed out. */
export function PasswordForm({ onDone, onClose }: { onDone: () => unknown; onClose?: () => void }) {
  return (
    <AskForm
      asks={ASKS}
      button="修改密码"
      onClose={onClose}
      send={async ({ current, next, again }) => {
        if (next !== again) throw mismatch()
        await post('/api/me/password', { current, next })
        await onDone()
      }}
    />
  )
}

const mismatch = () => new ApiError({ code: 'invalid', message: '两次输入的新密码不一样，请重新输入', field: 'again' }, 0)
