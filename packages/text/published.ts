/**
 * What must not stand in a text that is published: numbers that belong to a person, where he lives, and his full name (SEC-05). Found by
 * form only, so it also finds what is none; a person looks at each place.
 */
import { findPersonal } from './detect.ts'

export interface FoundPlace {
  kind: string
  /** UTF-16 units, `to` excluded. */
  from: number
  to: number
}

const NUMBER = '[0-9０-９一二三四五六七八九十百零〇]{1,5}'
const PLACE = '(?:(?![住在于是为至到])[\\u4e00-\\u9fa5]){1,12}?(?:路|街|巷|道|里|村|社区|小区|花园|公寓|家园|苑|城|院|组|园)'
const PART = '(?:号楼|号院|号|栋|幢|座|弄|单元|门|层|楼|室|房|户)'
/** A house, a building with its flat: a road or an estate alone is nobody's home. */
const HOME = new RegExp(`(?:${PLACE}){0,2}(?:${NUMBER}${PART}){2,}|${PLACE}${NUMBER}号(?![线车令文])`, 'g')

const SURNAMES =
  '赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章苏潘葛范彭郎鲁韦马苗方俞任袁柳唐薛雷贺倪汤殷罗毕郝邬安常傅齐康伍余顾孟黄穆萧尹姚邵汪祁毛米贝戴宋庞熊纪舒项祝董梁杜阮蓝季贾路江童颜郭梅林钟徐邱骆高夏蔡田樊胡凌霍万柯卢莫房裘缪干解应宗丁宣邓洪包诸左石崔吉龚程邢裴陆荣翁曲封靳段焦巴牧侯班仰仲宫宁仇甘厉祖武符刘詹龙叶白蒲卓池乔闻党翟谭姬申冉桑桂牛边尚农温庄晏柴瞿充茹习鱼容向古易廖耿满匡国文寇广欧利师聂辛简饶曾沙丰关查游覃肖'
const WHO = '(?:居民|市民|村民|业主|诉求人|来电人|反映人|当事人|住户|租户|群众|经办人|联系人|投诉人|举报人)(?:为|是|叫|：|:|、)?'
/** 居民李小明, 李小明先生; 周先生 is how one writes it. */
const NAME = new RegExp(
  `(?<=${WHO})[${SURNAMES}][\\u4e00-\\u9fa5]{1,2}(?=[，。、；：（）\\s先女反来致说的在于住家投举要称]|$)|[${SURNAMES}][\\u4e00-\\u9fa5]{1,2}(?=先生|女士|同志)`,
  'g',
)
const TITLES = /^(?:先生|女士|同志|某|某某|反映|来电|投诉|举报|代表)|某/

/** Every such place, in order, none over another. */
export function findPublished(text: string): FoundPlace[] {
  const found: FoundPlace[] = findPersonal(text).map(({ kind, from, to }) => ({ kind, from, to }))
  const put = (kind: string, pattern: RegExp, accept: (hit: string) => boolean = () => true) => {
    for (const { 0: hit, index: from } of text.matchAll(pattern)) {
      const to = from + hit.length
      if (accept(hit) && !found.some((f) => f.from < to && from < f.to)) found.push({ kind, from, to })
    }
  }
  put('address', HOME)
  put('name', NAME, (hit) => !TITLES.test(hit.slice(1)))
  return found.sort((a, b) => a.from - b.from)
}
