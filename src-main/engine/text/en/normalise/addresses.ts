import { digitWords, houseNumberWords } from '../number-words'
import { sentenceOpeners } from '../../abbreviations'
import { digit, group, parts, pattern, type Rule } from './rule'

const streets: Readonly<Record<string, string | undefined>> = {
  St: 'Street',
  Ave: 'Avenue',
  Blvd: 'Boulevard',
  Rd: 'Road',
  Dr: 'Drive',
  Ln: 'Lane',
  Ct: 'Court',
  Pl: 'Place',
  Sq: 'Square',
  Hwy: 'Highway',
  Pkwy: 'Parkway',
  Ter: 'Terrace',
  Cir: 'Circle',
  Trl: 'Trail',
  Expy: 'Expressway',
  Tpke: 'Turnpike',
}
/** Not shortened: they only show that the number before is that of a house. */
const wholeStreets =
  'Street|Avenue|Boulevard|Road|Drive|Lane|Court|Place|Terrace|Circle|Way|Parkway|Trail|Crescent'
const directions: Readonly<Record<string, string | undefined>> = {
  N: 'North',
  S: 'South',
  E: 'East',
  W: 'West',
  NE: 'Northeast',
  NW: 'Northwest',
  SE: 'Southeast',
  SW: 'Southwest',
}
const street = Object.keys(streets).join('|')

/** "1428 Elm St.", "708 N 1st St", "221B Baker Street", "1600 Pennsylvania Ave NW" */
export const addresses: Rule = {
  name: 'street address',
  needs: digit,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}.,$£€/-])(?<house>\\d{1,5})(?<letter>[A-Z])? (?:(?<direction>[NSEW]|[NS][EW])\\.? )?(?:\\p{Lu}[\\p{L}']+ |\\d{1,3}(?:st|nd|rd|th) ){1,3}` +
      `(?:(?<street>(?<name>${street})(?:\\.|(?!\\p{L})))|${wholeStreets})(?: (?<side>[NS][EW]|[NSEW](?=[.,]|$)))?(?!\\p{L})`,
  ),
  read: (match, variant) =>
    parts(match, {
      house: houseNumberWords(group(match, 'house') ?? '', variant),
      letter: group(match, 'letter'),
      direction: directions[group(match, 'direction') ?? ''],
      street: streets[group(match, 'name') ?? ''],
      side: directions[group(match, 'side') ?? ''],
    }),
}

/** "on Elm St.", "Fifth Ave": after a name, but not before one ("Mount St. Helens"). */
export const streetNames: Rule = {
  name: 'street name',
  pattern: pattern(
    `(?<=\\p{Lu}[\\p{Ll}']{1,15} |\\d(?:st|nd|rd|th) )(?<street>(?<name>${street})\\.?)(?!\\p{L})(?= ?(?<next>\\p{L}{0,20}))`,
  ),
  read(match) {
    const next = group(match, 'next') ?? ''
    if (/^\p{Lu}/u.test(next) && !sentenceOpeners.has(next)) return null
    return parts(match, { street: streets[group(match, 'name') ?? ''] })
  },
}

/** "room 101", "Flight 412": numbers that name a thing. */
export const namedNumbers: Rule = {
  name: 'number of a room, flight or road',
  needs: digit,
  pattern: pattern(
    '(?<=\\b(?:Boeing|Airbus|Rte\\.|Rm\\.|room|Room|flight|Flight|suite|Suite|apartment|Apartment|highway|Highway|route|Route|interstate|Interstate|bus|Bus|gate|Gate|area|Area) |\\b(?:I|US|SR|CA)-)(?<house>\\d{3,4})(?![\\p{L}\\p{N}]|[.,:]\\d)',
  ),
  read: (match, variant) => parts(match, { house: houseNumberWords(group(match, 'house') ?? '', variant) }),
}

/** "401(k)", "501(c)": paragraphs of a law, said digit by digit. */
export const lawParagraphs: Rule = {
  name: 'paragraph of a law',
  needs: digit,
  pattern: pattern('(?<![\\p{L}\\p{N}.,])(?<digits>[1-9]\\d{2})(?<letter>\\(\\p{Ll}\\))(?![\\p{L}\\p{N}])'),
  read: (match) =>
    parts(match, {
      digits: digitWords(group(match, 'digits') ?? '', 'oh'),
      letter: (group(match, 'letter') ?? '')[1].toUpperCase(),
    }),
}
