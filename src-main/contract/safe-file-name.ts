/** Characters of a name, its ending apart: a title can be a paragraph. */
const mostCharacters = 80
/** Bytes of a name in UTF-8: with the longest of Lector's own endings within the 255 that file systems allow. */
const mostBytes = 180

/**
 * Means something to a system: reserved on Windows, a separator or a home anywhere, a control character, a line end, a mark
 * that turns the direction of text, what is for private use (macOS writes reserved characters so on others' disks), what no
 * Unicode has yet, half a surrogate pair.
 */
const reserved = /[<>:"/\\|?*~\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}\p{Co}\p{Cn}\p{Cs}]/gu
/** Not seen, and no part of how a word is written, as the joiners of Persian, Hindi and emoji are. */
const invisible = /(?![\u200c\u200d])\p{Cf}/gu
/** Blanks, dots that hide, dashes that begin an option, marks with nothing below them. */
const start = /^[\s.\-\p{M}\u200c\u200d]+/u
/** Windows takes blanks and dots away; a joiner at the end joins nothing. */
const end = /[\s.\u200c\u200d]+$/u
/** Letters and symbols that are blank. */
const blank = /[\u115f\u1160\u2800\u3164\uffa0]/gu
/** Devices of Windows, in any folder and whatever ending follows. */
const devices = 'con|prn|aux|nul|conin\\$|conout\\$|(?:com|lpt)[\\d¹²³]'
const device = new RegExp(`^(?:${devices})\\s*(?:\\.|$)`, 'i')
const deviceBeforeDot = new RegExp(`^(${devices})\\s*\\.[\\s.]*`, 'i')

const characters = new Intl.Segmenter('en', { granularity: 'grapheme' })

/**
 * A name for a file, as close to a text as every system allows: nothing of it is refused or read as something else by
 * Windows, macOS or Linux. An ending is to be put behind it.
 * @param fallback for a text of which nothing is left; a safe name
 */
export function safeFileName(text: string, fallback: string): string {
  const plain = text.normalize('NFC').replace(reserved, ' ').replace(invisible, '').normalize('NFC')
  const whole = tidied(plain.replace(/\s+/g, ' ')).replace(deviceBeforeDot, '$1 ')
  const name = tidied(shortened(whole, mostCharacters, mostBytes))
  return name.replace(blank, '').trim() === '' || device.test(name) ? fallback : name
}

/**
 * The names, in their order, those that a folder would take for an earlier one numbered: "Title", "Title (2)". Some folders
 * tell neither capitals nor forms of Unicode apart.
 * @param names safe ones, without ending; as they are where they can be
 */
export function distinctNames(names: readonly string[]): string[] {
  const taken = new Set(names.map(folded))
  const given = new Set<string>()
  return names.map((name) => {
    const key = folded(name)
    if (!given.has(key)) {
      given.add(key)
      return name
    }
    for (let number = 2; ; number++) {
      const mark = ` (${number})`
      const numbered = shortened(name, mostCharacters - mark.length, mostBytes - mark.length) + mark
      if (taken.has(folded(numbered))) continue
      taken.add(folded(numbered))
      return numbered
    }
  })
}

/** The same for names that some folder takes for one: coarser than any of them. */
function folded(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/[\u200c\u200d]/g, '')
    .toUpperCase()
    .toLowerCase()
    .normalize('NFKC')
}

function tidied(name: string): string {
  return name.replace(start, '').replace(end, '')
}

/** Its beginning, whole characters as they are seen. */
function shortened(name: string, most: number, mostUtf8Bytes: number): string {
  let count = 0
  let bytes = 0
  for (const { segment, index } of characters.segment(name)) {
    for (const character of segment) {
      count++
      bytes += utf8Bytes(character)
    }
    if (count > most || bytes > mostUtf8Bytes) return tidied(name.slice(0, index))
  }
  return name
}

function utf8Bytes(character: string): number {
  const code = character.codePointAt(0) ?? 0
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4
}
