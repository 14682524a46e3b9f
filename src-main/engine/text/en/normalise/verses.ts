import { cardinalWords } from '../number-words'
import { group, parts, pattern, type Rule } from './rule'

/** Short forms of the books of the Bible; the others are printed in full. */
const shortBooks: Readonly<Record<string, string | undefined>> = {
  Gen: 'Genesis',
  Ex: 'Exodus',
  Exod: 'Exodus',
  Lev: 'Leviticus',
  Num: 'Numbers',
  Deut: 'Deuteronomy',
  Josh: 'Joshua',
  Judg: 'Judges',
  Sam: 'Samuel',
  Chron: 'Chronicles',
  Neh: 'Nehemiah',
  Ps: 'Psalm',
  Prov: 'Proverbs',
  Eccl: 'Ecclesiastes',
  Isa: 'Isaiah',
  Jer: 'Jeremiah',
  Ezek: 'Ezekiel',
  Dan: 'Daniel',
  Matt: 'Matthew',
  Rom: 'Romans',
  Cor: 'Corinthians',
  Gal: 'Galatians',
  Eph: 'Ephesians',
  Phil: 'Philippians',
  Col: 'Colossians',
  Thess: 'Thessalonians',
  Tim: 'Timothy',
  Heb: 'Hebrews',
  Jas: 'James',
  Pet: 'Peter',
  Rev: 'Revelation',
}
const books = Object.entries(shortBooks)
  .map(([short, long]) => `${short}|${long}`)
  .join('|')
const others =
  'Ruth|Kings|Ezra|Esther|Job|Psalms|Song|Lamentations|Hosea|Joel|Amos|Obadiah|Jonah|Micah|Nahum|Habakkuk|Zephaniah|Haggai' +
  '|Zechariah|Malachi|Mark|Luke|John|Acts|Titus|Philemon|Jude'
const ordinals: Readonly<Record<string, string | undefined>> = {
  1: 'First',
  2: 'Second',
  3: 'Third',
  I: 'First',
  II: 'Second',
  III: 'Third',
}

/** "Genesis 1:1", "1 Cor. 13:4–7": chapter and verse. */
export const verses: Rule = {
  name: 'chapter and verse',
  needs: /\d:\d/,
  pattern: pattern(
    `(?<![\\p{L}\\p{N}])(?:(?<nth>[123]|I{1,3}) )?(?:(?<short>(?<name>${books})\\.?)|${others}) (?<place>(?<chapter>\\d{1,3}):(?<verse>\\d{1,3}))(?:(?<dash>[-–])(?<last>\\d{1,3}))?(?![\\p{L}\\p{N}:])`,
  ),
  read(match, variant) {
    const words = (name: string): string | undefined => {
      const digits = group(match, name)
      return digits && cardinalWords(digits, variant)
    }
    const name = group(match, 'name') ?? ''
    return parts(match, {
      nth: ordinals[group(match, 'nth') ?? ''],
      short: shortBooks[name] ?? (group(match, 'short') && name),
      place: `${words('chapter')} ${words('verse')}`,
      dash: group(match, 'dash') && 'to',
      last: words('last'),
    })
  },
}
