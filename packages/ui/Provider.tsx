import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/locale/zh_CN'
import { type ReactNode, useLayoutEffect } from 'react'
import { type Density, roomyTheme, theme } from './theme.ts'

export interface ProviderProps {
  density?: Density
  /** Of the content security policy, for the styles that antd writes. */
  nonce?: string
  children: ReactNode
}

/** antd in our look and in Chinese. The app imports '@huying/ui/ui.css' once, before anything else. */
export function Provider({ density = 'dense', nonce, children }: ProviderProps) {
  useLayoutEffect(() => {
    if (density === 'roomy') document.documentElement.dataset.density = density
    else delete document.documentElement.dataset.density
  }, [density])
  return (
    <ConfigProvider
      locale={zhCN}
      theme={density === 'roomy' ? roomyTheme : theme}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: false, colon: false }}
      wave={{ disabled: true }}
      csp={nonce ? { nonce } : undefined}
    >
      <App message={{ maxCount: 1 }}>{children}</App>
    </ConfigProvider>
  )
}
