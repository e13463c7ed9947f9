import { ApiError, type ErrorBody } from '../api.ts'

/** Fetches a file and hands it to the browser under its name; a refusal is thrown like any other. */
export async function download(url: string, name: string): Promise<void> {
  const answer = await fetch(url, { credentials: 'same-origin' })
  if (!answer.ok) {
    const body = (await answer.json().catch(() => undefined)) as { error?: ErrorBody } | undefined
    throw new ApiError(body?.error ?? { code: 'fault', message: '服务器没有正常答复，请稍后重试' }, answer.status)
  }
  const link = document.createElement('a')
  link.href = URL.createObjectURL(await answer.blob())
  link.download = name
  link.click()
  window.setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
