import type { ThemeConfig } from 'antd'
import { type Colours, colours, font, lift, roomySizes, roomyText, sizes, text, wallColours, wallText } from './tokens.ts'

export type Density = 'dense' | 'roomy'

const BODY = { dense: text.body, roomy: roomyText.body, wall: wallText.body }

function build(c: Colours, density: Density | 'wall'): ThemeConfig {
  const size = density === 'roomy' ? roomySizes : sizes
  const [body, line] = BODY[density]
  const [meta] = density === 'roomy' ? roomyText.meta : text.meta
  return {
    token: {
      colorPrimary: c.brand,
      colorInfo: c.brand,
      colorSuccess: c.brand,
      colorLink: c.brand,
      colorPrimaryHover: c['brand-strong'],
      colorPrimaryActive: c['brand-strong'],
      colorLinkHover: c['brand-strong'],
      colorLinkActive: c['brand-strong'],
      colorPrimaryBg: c['brand-soft'],
      colorPrimaryBgHover: c['brand-soft'],
      colorPrimaryBorder: c['brand-line'],
      controlItemBgActive: c['brand-soft'],
      controlItemBgActiveHover: c['brand-soft'],
      controlOutlineWidth: 1,
      controlItemBgHover: c.hover,
      colorWarning: c.near,
      colorError: c.error,
      colorErrorHover: c.error,
      colorErrorBorderHover: c.error,
      colorText: c.ink,
      colorTextSecondary: c['ink-2'],
      colorTextTertiary: c['ink-3'],
      colorTextDescription: c['ink-3'],
      colorTextQuaternary: c['line-field'],
      colorTextPlaceholder: c['ink-3'],
      colorTextDisabled: c['ink-3'],
      colorTextLightSolid: c['ink-on-dark'],
      colorBgLayout: c.bg,
      colorBgContainer: c.surface,
      colorBgElevated: c.surface,
      colorBgContainerDisabled: c.sunken,
      colorBgSpotlight: c.bar,
      colorFillAlter: c.sunken,
      colorBorder: c['line-field'],
      colorBorderDisabled: c.line,
      colorBorderSecondary: c.line,
      colorSplit: c.line,
      fontFamily: font,
      fontSize: body,
      lineHeight: line / body,
      fontSizeSM: meta,
      fontSizeLG: text.head[0],
      fontSizeXL: text.title[0],
      controlHeight: size.control,
      controlHeightSM: size['control-s'],
      controlHeightLG: 40,
      borderRadius: size.r2,
      borderRadiusSM: size.r1,
      borderRadiusLG: size.r2,
      sizeUnit: 4,
      sizeStep: 4,
      motion: false,
      boxShadow: lift,
      boxShadowSecondary: lift,
      wireframe: false,
    },
    components: {
      Table: {
        cellPaddingBlockSM: (size.row - 22) / 2,
        cellPaddingInlineSM: 8,
        headerBg: c.sunken,
        headerColor: c['ink-3'],
        rowHoverBg: c.hover,
        rowSelectedBg: c['brand-soft'],
        rowSelectedHoverBg: c['brand-soft'],
        headerSplitColor: 'transparent',
      },
      Tabs: { horizontalItemGutter: 20, lineWidthBold: 2 },
      Form: { itemMarginBottom: 8 },
      Button: {
        primaryShadow: 'none',
        defaultShadow: 'none',
        dangerShadow: 'none',
        defaultBorderColor: c['line-strong'],
        paddingInline: 12,
      },
      Input: { activeShadow: `0 0 0 1px ${c.brand}`, errorActiveShadow: `0 0 0 1px ${c.error}`, hoverBorderColor: c.brand, paddingSM: 9 },
      InputNumber: { activeShadow: `0 0 0 1px ${c.brand}`, hoverBorderColor: c.brand, paddingSM: 9 },
      DatePicker: { activeShadow: `0 0 0 1px ${c.brand}`, hoverBorderColor: c.brand, paddingSM: 9 },
      Select: { paddingSM: 9, activeOutlineColor: c.brand, optionSelectedBg: c['brand-soft'], optionActiveBg: c.hover },
      Tag: { borderRadiusSM: size.r1 },
    },
  }
}

/** What antd's ConfigProvider gets, by the tables of the look: one theme for each density of the desk, one for the wall. */
export const theme = build(colours, 'dense')
export const roomyTheme = build(colours, 'roomy')
export const wallTheme = build(wallColours, 'wall')
