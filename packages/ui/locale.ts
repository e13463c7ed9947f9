// Not antd/locale/zh_CN: that is CommonJS and arrives here as { default }.
import zhCN from 'antd/es/locale/zh_CN.js'

/** The words of the calendar, which antd would otherwise take from dayjs in English. */
const words = {
  shortWeekDays: ['日', '一', '二', '三', '四', '五', '六'],
  shortMonths: ['1月', '2月', '3月', '4月', '5月', '6月', '7月', '8月', '9月', '10月', '11月', '12月'],
}

/** antd in Chinese. */
export const locale: typeof zhCN = {
  ...zhCN,
  DatePicker: zhCN.DatePicker && { ...zhCN.DatePicker, lang: { ...zhCN.DatePicker.lang, ...words } },
}
