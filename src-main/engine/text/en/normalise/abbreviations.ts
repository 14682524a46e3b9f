import {
  countingAbbreviationNames,
  dottedAbbreviations,
  otherAbbreviations,
  stateNames,
  titleNames,
} from './abbreviation-names'
import { digitWords } from '../number-words'
import { digit, group, parts, pattern, type Rule } from './rule'

const alternatives = (table: object): string =>
  Object.keys(table)
    .sort((a, b) => b.length - a.length)
    .join('|')
    .replaceAll('.', '\\.')
const period = /\p{L}\./u
/** An entry of a table, and not what every object has. */
const entry = (table: Readonly<Record<string, string | undefined>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/** "Mr.", "etc.", "dept.": looked up rather than searched for, because nearly every sentence has a period. */
export const abbreviations: Rule = {
  name: 'abbreviation',
  needs: period,
  pattern: pattern('(?<![\\p{L}\\p{N}.])(?<written>(?<name>\\p{L}{2,7})\\.)(?![\\p{L}\\p{N}])'),
  read(match, _variant, text) {
    const name = group(match, 'name') ?? ''
    // "the max.", "a temp." at the end are words as likely as not; they are read alike anyway.
    const words = entry(dottedAbbreviations, name)
    if (words === undefined || (endsSentence.has(name) && isAtEnd(match, text))) return null
    return parts(match, { written: words })
  },
}

/** Words of their own, which a period may follow. */
const endsSentence: ReadonlySet<string> = new Set('max temp ref cont est Max orig misc'.split(' '))

function isAtEnd(match: { index: number; 0: string }, text: string): boolean {
  return /^(?:$| ?[”’"')\]]| \p{Lu})/u.test(
    text.slice(match.index + match[0].length, match.index + match[0].length + 3),
  )
}

/** "e.g.", "w/o", "&c.": with several periods, or none. */
export const writtenOut: Rule = {
  name: 'abbreviation without a last period',
  needs: /[./&']|aka|vs/,
  pattern: pattern(`(?<![\\p{L}\\p{N}.])(?<written>${alternatives(otherAbbreviations)})(?![\\p{L}\\p{N}])`),
  read: (match) => parts(match, { written: otherAbbreviations[group(match, 'written') ?? ''] }),
}

/** "No. 5", "vol. 3", "pp. 12" */
export const countingAbbreviations: Rule = {
  name: 'abbreviation before a number',
  needs: /\.|(?:apt|rm) \d/i,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.])(?<written>(?<name>${alternatives(countingAbbreviationNames)})\\.|(?<bare>apt|rm)(?= \\d)) ?(?=\\(?\\d|[A-Z]{1,4}-?\\d|(?!I(?!\\p{L}))[IVXLC]+(?!\\p{L})|(?<item>[A-Z])(?![\\p{L}.']))`,
    'i',
  ),
  read(match) {
    const name = group(match, 'name') ?? group(match, 'bare') ?? ''
    // "J. C. 5" and "D. 12" are initials; "C. 1900" opens a sentence.
    if (/^[BDRLV]$/.test(name)) return null
    // "fig. A", "app. C", but "no. I" and "ed. A" hardly.
    const item = group(match, 'item')
    if (
      item !== undefined &&
      !(/^(?:figs?|app|apt|ste|div|sec|tab|eq|ex)$/i.test(name) && /[A-HJ-Z]/.test(item))
    )
      return null
    return parts(match, { written: entry(countingAbbreviationNames, name.toLowerCase()) })
  },
}

/** "Roe v. Wade" */
export const lawsuits: Rule = {
  name: 'one against another in court',
  needs: period,
  pattern: pattern('(?<=\\p{Lu}[\\p{L}.]{0,30} )(?<written>v\\.?)(?= \\p{Lu})'),
  read: (match) => parts(match, { written: 'versus' }),
}

/** "the 18th c.", "2nd ed.", "pp. 12 ff." */
export const afterNumbers: Rule = {
  name: 'abbreviation after a number',
  needs: digit,
  pattern: pattern(
    '(?<=\\d(?:st|nd|rd|th)[ -])(?<century>c(?:ent)?\\.)(?!\\p{L})|(?<=\\d(?:st|nd|rd|th) )(?<edition>ed\\.)|(?<=\\d ?)(?<following>ff\\.)',
  ),
  read: (match) => parts(match, { century: 'century', edition: 'edition', following: 'and following' }),
}

/** "Dr. Smith", "St Paul"; not "12 Elm St. It was". */
export const titles: Rule = {
  name: 'title before a name',
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.])(?<written>(?<name>${alternatives(titleNames)})(?<period>\\.?))(?= (?:\\p{Lu}|& \\p{Lu}|and (?:Mrs|Ms|Dr)))`,
  ),
  read(match) {
    const name = group(match, 'name') ?? ''
    // "Gen Z", "Pt Reyes": without a period only what is often printed so.
    if (group(match, 'period') === '' && /^(?:Gen|Pt|Br|Fr|Ste|Sts|Det|Maj|Col)$/.test(name)) return null
    return parts(match, { written: titleNames[name] })
  },
}

/** Also words, or degrees after a name: only a postal code shows that they are states. */
const doubtfulStates = /^(?:OK|HI|IN|OR|ME|MD|PA|MA|LA|ID|CO|AL|DE|MS|PR)$/

/** "Austin, TX 78701", "Boston, Mass." */
export const states: Rule = {
  name: 'state after a place',
  needs: /, [A-Z]/,
  pattern: pattern(
    `(?<=\\p{L}{2}, )(?<state>${alternatives(stateNames)})(?![\\p{L}'.])(?:,? (?<code>\\d{5})(?:-(?<more>\\d{4}))?(?![\\d-]))?`,
  ),
  read(match) {
    const state = group(match, 'state') ?? ''
    const code = group(match, 'code')
    if (code === undefined && doubtfulStates.test(state)) return null
    const more = group(match, 'more')
    return parts(match, {
      state: stateNames[state],
      code: code && digitWords(code),
      more: more && digitWords(more),
    })
  },
}

/** "U.S.", "Ph.D.", "U.N.": the period belongs to the token. */
export const dottedInitials: Rule = {
  name: 'initials with periods',
  needs: /\p{L}\.\p{L}/u,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}.])(?<written>(?:\\p{L}\\.){2,6}|Ph\\.D\\.?)(?:s(?!\\p{L})|(?![\\p{L}\\p{N}]))',
  ),
  read(match) {
    const written = group(match, 'written') ?? ''
    return parts(match, { written: written.startsWith('Ph') ? written : written.toUpperCase() })
  },
}
