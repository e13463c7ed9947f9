import { App, ConfigProvider } from 'antd'
import { type ReactNode, useLayoutEffect } from 'react'
import { locale } from './locale.ts'
import { type Density, roomyTheme, theme, wallTheme } from './theme.ts'

export interface ProviderProps {
  density?: Density
  /** The wall (大屏): dark, text from 20 px. */
  wall?: boolean
  /** Of the content security policy, for the styles that antd writes. */
  nonce?: string
  children: ReactNode
}

/** antd in our look and in Chinese. The app imports '@huying/ui/ui.css' once, before anything else. */
export function Provider({ density = 'dense', wall = false, nonce, children }: ProviderProps) {
  useLayoutEffect(() => {
    const marks = document.documentElement.dataset
    if (density === 'roomy') marks.density = density
    if (wall) marks.theme = 'wall'
    return () => {
      delete marks.density
      delete marks.theme
    }
  }, [density, wall])
  return (
    <ConfigProvider
      locale={locale}
      theme={wall ? wallTheme : density === 'roomy' ? roomyTheme : theme}
      button={{ autoInsertSpace: false }}
      form={{ requiredMark: false, colon: false }}
      wave={{ disabled: true }}
      csp={nonce ? { nonce } : undefined}
    >
      <App message={{ maxCount: 1 }}>{children}</App>
    </ConfigProvider>
  )
}
