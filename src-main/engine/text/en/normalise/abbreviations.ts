import { group, parts, pattern, type Rule } from './rule'

/** Read wherever they stand; the printed token includes the period. */
const always: Readonly<Record<string, string | undefined>> = {
  'Mr.': 'Mister',
  'Mrs.': 'Misses',
  'Ms.': 'Miz',
  'Messrs.': 'Messieurs',
  'Mme.': 'Madame',
  'Mlle.': 'Mademoiselle',
  'Prof.': 'Professor',
  'Gen.': 'General',
  'Gov.': 'Governor',
  'Sen.': 'Senator',
  'Rep.': 'Representative',
  'Capt.': 'Captain',
  'Lt.': 'Lieutenant',
  'Col.': 'Colonel',
  'Sgt.': 'Sergeant',
  'Cpl.': 'Corporal',
  'Cmdr.': 'Commander',
  'Maj.': 'Major',
  'Adm.': 'Admiral',
  'Rev.': 'Reverend',
  'Hon.': 'Honorable',
  'Supt.': 'Superintendent',
  'Msgr.': 'Monsignor',
  'Atty.': 'Attorney',
  'Esq.': 'Esquire',
  'Jr.': 'Junior',
  'Sr.': 'Senior',
  'Ave.': 'Avenue',
  'Blvd.': 'Boulevard',
  'Rd.': 'Road',
  'Ln.': 'Lane',
  'Hwy.': 'Highway',
  'Pkwy.': 'Parkway',
  'Apt.': 'Apartment',
  'Bldg.': 'Building',
  'Ltd.': 'Limited',
  'Inc.': 'Incorporated',
  'Corp.': 'Corporation',
  'Co.': 'Company',
  'Bros.': 'Brothers',
  'Dept.': 'Department',
  'dept.': 'department',
  'Univ.': 'University',
  'Assn.': 'Association',
  'Govt.': 'Government',
  'approx.': 'approximately',
  'Approx.': 'Approximately',
  'est.': 'established',
  'etc.': 'etcetera',
  'vs.': 'versus',
  vs: 'versus',
  'e.g.': 'for example',
  'E.g.': 'For example',
  'i.e.': 'that is',
  'I.e.': 'That is',
  'viz.': 'namely',
  'cf.': 'compare',
  'Cf.': 'Compare',
  'et al.': 'et al',
  'ibid.': 'ibid',
  'Tues.': 'Tuesday',
  'Thurs.': 'Thursday',
  'Mon.': 'Monday',
  'Tue.': 'Tuesday',
  'Wed.': 'Wednesday',
  'Thu.': 'Thursday',
  'Fri.': 'Friday',
  'Jan.': 'January',
  'Feb.': 'February',
  'Apr.': 'April',
  'Aug.': 'August',
  'Sep.': 'September',
  'Sept.': 'September',
  'Oct.': 'October',
  'Nov.': 'November',
  'Dec.': 'December',
  'oz.': 'ounces',
  'lb.': 'pound',
  'lbs.': 'pounds',
  'ft.': 'feet',
  'w/o': 'without',
  'w/': 'with',
  aka: 'also known as',
}

/** Read so only before a number, a roman numeral or a letter that counts. */
const beforeNumbers: Readonly<Record<string, string | undefined>> = {
  No: 'number',
  no: 'number',
  Nos: 'numbers',
  nos: 'numbers',
  vol: 'volume',
  vols: 'volumes',
  fig: 'figure',
  figs: 'figures',
  ch: 'chapter',
  chap: 'chapter',
  p: 'page',
  pp: 'pages',
  art: 'article',
  sec: 'section',
  sect: 'section',
  ed: 'edition',
  eq: 'equation',
  tab: 'table',
  pt: 'part',
  bk: 'book',
  l: 'line',
  ll: 'lines',
  v: 'verse',
  vv: 'verses',
  ca: 'circa',
  c: 'circa',
  ext: 'extension',
  Ste: 'suite',
}

/** Read so only before a name. */
const beforeNames: Readonly<Record<string, string | undefined>> = {
  Mr: 'Mister',
  Mrs: 'Misses',
  Ms: 'Miz',
  Dr: 'Doctor',
  Prof: 'Professor',
  St: 'Saint',
  Mt: 'Mount',
  Ft: 'Fort',
  Fr: 'Father',
  Pres: 'President',
  Gen: 'General',
  Capt: 'Captain',
  Lt: 'Lieutenant',
  Col: 'Colonel',
  Sgt: 'Sergeant',
  Rev: 'Reverend',
  Sen: 'Senator',
  Gov: 'Governor',
}

const alternatives = (table: object): string =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replaceAll('.', '\\.')

/** "Mr.", "e.g.", "etc." */
export const abbreviations: Rule = {
  name: 'abbreviation',
  pattern: pattern(`(?<![\\p{L}\\p{N}.])(?<written>${alternatives(always)})(?![\\p{L}\\p{N}])`),
  read: (match) => parts(match, { written: always[group(match, 'written') ?? ''] }),
}

/** "No. 5", "vol. 3", "pp. 12" */
export const countingAbbreviations: Rule = {
  name: 'abbreviation before a number',
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.])(?<written>(?<name>${alternatives(beforeNumbers)})\\.) ?(?=\\d|(?!I(?!\\p{L}))[IVXLC]+(?!\\p{L}))`,
    'i',
  ),
  read(match) {
    const name = group(match, 'name') ?? ''
    return parts(match, { written: beforeNumbers[name] ?? beforeNumbers[name.toLowerCase()] })
  },
}

/** "Dr. Smith", "St Paul"; not "12 Elm St. It was". */
export const titles: Rule = {
  name: 'title before a name',
  pattern: pattern(`(?<![\\p{L}\\p{N}.])(?<written>(?<name>${alternatives(beforeNames)})\\.?)(?= \\p{Lu})`),
  read: (match) => parts(match, { written: beforeNames[group(match, 'name') ?? ''] }),
}

/** "U.S.", "Ph.D.", "U.N.": the period belongs to the token. */
export const dottedInitials: Rule = {
  name: 'initials with periods',
  pattern: pattern('(?<![\\p{L}\\p{N}.])(?<written>(?:\\p{L}\\.){2,6}|Ph\\.D\\.?)(?![\\p{L}\\p{N}])'),
  read(match) {
    const written = group(match, 'written') ?? ''
    return parts(match, { written: written.startsWith('Ph') ? written : written.toUpperCase() })
  },
}
