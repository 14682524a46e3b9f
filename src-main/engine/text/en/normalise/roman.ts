import { sentenceOpeners } from '../../abbreviations'
import { romanValue } from '../../roman-numerals'
import { cardinalWords, ordinalWords, yearWords } from '../number-words'
import { group, parts, pattern, romanEnd, whole, type Rule } from './rule'

const numeral = '(?<numeral>[IVXLCDM]{1,9})'
const numbered =
  'Chapter|Part|Act|Scene|Section|Volume|Vol\\.|Book|Phase|Article|World War|Mark|Type|Level|Stage|Class|Grade|Super Bowl' +
  '|Apollo|Gemini|Final Fantasy|Episode|Round|Rocky|Canto|Title|Appendix|Figure|Fig\\.|Table|Plate|No\\.|Letter|Psalm' +
  '|Lesson|Unit|Module|Step|Group|Division|Schedule|Annex|Verse|Sonnet|Symphony|Rule|Axiom|Proposition|Theorem|pp?\\.' +
  '|Titan|Saturn|Soyuz|Mk|Mk\\.|Halo|Street Fighter|Diablo|Civilization|Godfather|Terminator|Warcraft|Fantasy|Quest|Wars|Trek|Vatican' +
  '|Council|Trident|Concerto|Sonata|Corps|Tier|Category|Factor|nerve|Panzer|Opus|Op\\.|Vol|Fig|Sec\\.|Ch\\.|Bk\\.|Pt\\.|Zone|Region|Series|Version' +
  '|Basel|SALT|START|GTA|Olympiad|Olympics|Bowl|Camp|Stalag|Planet|Superman|Rambo|Jaws|Creed|Quake|Doom|Note|Case|Area|Column|Row|Item|Form|Window|Bay'
const countsFromOne =
  /^(?:Chapter|Part|Act|Scene|Section|Volume|Vol\.|Book|World War|Article|Canto|Phase|Stage|Appendix) /
const notAfter = "(?![\\p{L}\\p{N}]|'\\p{L}|\\.\\p{L})"

/** "Chapter IV", "World War II", "volume ix" */
export const numberedRoman: Rule = {
  name: 'roman numeral after what it counts',
  needs: romanEnd,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}])(?:${numbered})s? ${numeral}(?:(?<dash> ?[-–] ?| and | & | to )(?<last>[IVXLCDM]{1,9}))?${notAfter}`,
    'i',
  ),
  read(match, variant) {
    const written = group(match, 'numeral') ?? ''
    // "part I played": a lone I is a numeral only after a capital ("Part I"), and lower case only when longer.
    if (/^[CDLM]$/.test(written) || (written === 'I' && !countsFromOne.test(match[0]))) return null
    if (written !== written.toUpperCase() && (written.length < 2 || written !== written.toLowerCase()))
      return null
    const value = romanValue(written.toUpperCase())
    if (value === null) return null
    const last = romanValue((group(match, 'last') ?? '').toUpperCase())
    return parts(match, {
      numeral: cardinalWords(String(value), variant),
      dash: last !== null && /[-–]/.test(group(match, 'dash') ?? '') ? 'to' : undefined,
      last: last === null ? undefined : cardinalWords(String(last), variant),
    })
  },
}

/** "Henry VIII", "Pope John Paul II", "Francis I" */
export const regnalRoman: Rule = {
  name: 'roman numeral after a name',
  needs: romanEnd,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}])(?<rank>(?:King|Queen|Pope|Emperor|Empress|Tsar|Czar|Kaiser|Sultan|Prince|Duke|Saint|Shah) )?(?<name>\\p{Lu}\\p{Ll}{2,15}) (?<numeral>[IVX]{1,6})(?![\\p{L}\\p{N}]|'(?!s)\\p{L}|\\.\\p{L}|,? \\p{Lu}{2})`,
  ),
  read(match, variant) {
    const written = group(match, 'numeral') ?? ''
    if (sentenceOpeners.has(group(match, 'name') ?? '')) return null
    // After other names a lone letter is an initial or a pronoun: "When I", "Malcolm X", "Henry V" are told by the name.
    const isRuler = group(match, 'rank') !== undefined || monarchs.has(group(match, 'name') ?? '')
    if (written.length === 1 && !isRuler) return null
    const value = romanValue(written)
    return value === null || value > 39
      ? null
      : parts(match, { numeral: `the ${ordinalWords(String(value), variant)}` })
  },
}

/** "the XIXth century", "XXe" */
export const ordinalRoman: Rule = {
  name: 'roman ordinal',
  needs: romanEnd,
  pattern: pattern(
    '(?:(?<![\\p{L}\\p{N}])(?<numeral>[IVXL]{1,7})(?<suffix>st|nd|rd|th|e)|(?<=\\p{Lu}\\p{Ll}{2,15} the )(?<bare>[IVX]{2,6}))(?![\\p{L}\\p{N}])',
  ),
  read(match, variant) {
    const value = romanValue(group(match, 'numeral') ?? group(match, 'bare') ?? '')
    if (value === null) return null
    const range = match.indices?.[0]
    return range ? [{ start: range[0], end: range[1], spoken: ordinalWords(String(value), variant) }] : null
  },
}

/** "IV.", "XLIX. The Hyena", "II": nothing else on the line, or before a title. */
export const leadingRoman: Rule = {
  name: 'roman numeral as a heading',
  needs: romanEnd,
  pattern: pattern(`^(?<numeral>[IVXL]{1,9})(?:(?=\\.? ?$)|(?=\\. \\p{Lu}))`),
  read(match, variant) {
    const written = group(match, 'numeral') ?? ''
    const value = romanValue(written)
    if (value === null || written === 'L') return null
    return parts(match, { numeral: cardinalWords(String(value), variant) })
  },
}

/** "the XXI century", "XVIII–XIX centuries": ordinals by what follows. */
export const centuryRoman: Rule = {
  name: 'roman numeral of a century',
  needs: romanEnd,
  pattern: pattern(
    '(?<![\\p{L}\\p{N}])(?:(?<first>[IVXL]{1,7})(?<dash> ?[-–] ?))?(?<numeral>[IVXL]{1,7})(?= (?:[Cc]entur(?:y|ies)|Olympi(?:ad|ads|c)|Dynasty|dynasty|[Cc]ongress|Corps|Legion)\\b)',
  ),
  read(match, variant) {
    const value = romanValue(group(match, 'numeral') ?? '')
    const first = romanValue(group(match, 'first') ?? '')
    if (value === null || (value === 1 && group(match, 'first') === undefined)) return null
    return parts(match, {
      first: first === null ? undefined : ordinalWords(String(first), variant),
      dash: first === null ? undefined : 'to',
      numeral: ordinalWords(String(value), variant),
    })
  },
}

/** "MCMLXXXIV": a year. */
export const romanYears: Rule = {
  name: 'year in roman numerals',
  needs: /M[CDLXVIM]{2}/,
  pattern: pattern('(?<![\\p{L}\\p{N}])(?<numeral>M[MCDLXVI]{2,14})(?![\\p{L}\\p{N}])'),
  read(match, variant) {
    const written = group(match, 'numeral') ?? ''
    const value = romanValue(written)
    // Three letters may be initials ("MCI", "MMC"), "MIX" is a word.
    if (value === null || (written.length < 4 && !/^MM[XVI]$/.test(written))) return null
    return whole(match, yearWords(String(value), variant))
  },
}

/** "(ii)", "iv.", "iii)": items of a list. */
export const listRoman: Rule = {
  name: 'roman numeral of a list',
  needs: /[ivx]{2}[).]/,
  pattern: pattern('(?<=\\(|^|[;:,] )(?<numeral>[ivx]{2,6})(?=\\)|\\. )'),
  read(match, variant) {
    const value = romanValue((group(match, 'numeral') ?? '').toUpperCase())
    return value === null ? null : parts(match, { numeral: cardinalWords(String(value), variant) })
  },
}

const monarchs: ReadonlySet<string> = new Set(
  (
    'Henry Louis Edward George William Charles James Richard Elizabeth Napoleon Pius Benedict Leo Paul Ramses ' +
    'Frederick Philip Alexander Nicholas Peter Catherine Ivan Umberto Emmanuel Gustav Christian Ferdinand Francis ' +
    'Victoria Albert Harold Haakon Olaf Leopold Baudouin Hussein Faisal Mehmed Selim Suleiman Murad Abdul Stephen ' +
    'Sixtus Honorius Eugene Martin Nicholas Callixtus Adrian Hadrian Boniface Celestine Alfonso Carlos Juan Felipe ' +
    'Pedro Joao Manuel Tiberius Claudius Tutankhamun Amenhotep Thutmose Seti Cleopatra Artaxerxes Robert ' +
    'Mary Anne Otto Gregory Clement Innocent Urban Julius Xerxes Darius Ptolemy Justinian Constantine Theodosius'
  ).split(' '),
)
