import { matchesOf } from '../matches'
import { append, type WorkingText } from '../working-text'

/** Units that go through the folding untouched; nearly every text is made of nothing else. */
const untouched = /^[\x21-\x7e“”‘…—–]$/
const invisible = /[\p{Cf}\p{Cs}\p{Co}\p{Cn}\u{fe00}-\u{fe0f}\u{e0100}-\u{e01ef}]/gu
const space = /[\s\p{Cc}\p{Z}]/u
/** Ligatures, wide and mathematical letters, circled digits, raised and lowered letters, double marks, letters as signs, roman numerals. */
const compatible =
  /[ﬀ-ﬆⅠ-ⅿ！-～\u{1d400}-\u{1d7ff}①-⓿ªʰ-ʸˡ-ˣᴬ-ᵪᵸᶛ-ᶿₐ-ₜ‼⁇-⁉ℂ℃℉-ℓℕ№-ℝ℡ℤℨℬ-ℴℹ㎏-㏊\u{1f100}-\u{1f10a}]/u
/** "№" is a word of its own to the rules. */
const keptApart: ReadonlySet<string> = new Set(['№', 'ℹ', '℗', '℘'])
const folded: Readonly<Record<string, string | undefined>> = {
  '’': "'",
  ʼ: "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '―': '—',
  '−': '-',
  '\u00b5': 'μ',
  º: '°',
  '∶': ':',
  '∕': '/',
}
/** A word broken at the end of a line, an emoji with the tags that say which region's flag it is, one letter with its marks, or any one character. */
const cluster =
  /(?<=\p{Ll})[-‐][ \t]*\r?\n[ \t]*(?=\p{Ll})|\u{1f3f4}[\u{e0061}-\u{e007a}]{2,6}\u{e007f}|\P{M}\p{M}*|\p{M}+/gu
const lineBreak = /^[-‐]\s+$/
const tag = /[\u{e0061}-\u{e007a}]/gu
/** From a tag's letter to the regional indicator of the same letter. */
const fromTagToIndicator = 0x1f1e6 - 0xe0061

/**
 * The text as the rules want to see it: runs of white space as one space, one kind of apostrophe and hyphen, letters
 * composed with their marks, ligatures taken apart, digits of every script as 0-9, words broken at the end of a line
 * joined; invisible characters and lone surrogates become nothing. Ranges lead back to the source.
 */
export function foldText(source: string): WorkingText {
  const working: WorkingText = { text: '', starts: [], ends: [], isReading: [] }
  const parts: string[] = []
  let endsInSpace = true
  for (const { 0: match, index } of matchesOf(cluster, source)) {
    const written =
      match === '"' ? foldQuote(parts.at(-1)) : untouched.test(match) ? match : foldCluster(match)
    const isSpace = written === ' '
    if (written === '' || (isSpace && endsInSpace)) continue
    endsInSpace = isSpace
    parts.push(written)
    append(working, written.length, index, index + match.length, false)
  }
  working.text = parts.join('')
  return endsInSpace ? dropLast(working) : working
}

/** An emoji as it stands in a folded text: a flag's invisible tags are shown, and what joins or styles is left out. */
export function foldEmoji(emoji: string): string {
  return emoji
    .replace(tag, (letter) => String.fromCodePoint((letter.codePointAt(0) ?? 0) + fromTagToIndicator))
    .replace(invisible, '')
}

/** A straight quote opens after white space and opening marks, else it closes. */
function foldQuote(previous: string | undefined): string {
  return previous === undefined || /[\s([{—–‘“-]$/.test(previous) ? '“' : '”'
}

function foldCluster(match: string): string {
  if (lineBreak.test(match)) return ''
  if (space.test(match)) return ' '
  const visible = foldEmoji(match)
  if (keptApart.has(visible)) return visible
  const composed = compatible.test(visible) ? visible.normalize('NFKC') : visible.normalize('NFC')
  const single =
    [...composed].length > 1 && /\p{M}/u.test(composed) ? composed.replace(/\p{M}/gu, '') : composed
  return folded[single] ?? (/^\p{Nd}$/u.test(single) ? asciiDigit(single) : single)
}
/** Digits of a script are ten neighbours, so the value is the distance to the first. */
function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 48
  if (code < 128) return digit
  let value = 0
  while (value < 9 && /\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value++
  return String(value)
}

function dropLast(working: WorkingText): WorkingText {
  if (working.text === '') return working
  return {
    text: working.text.slice(0, -1),
    starts: working.starts.slice(0, -1),
    ends: working.ends.slice(0, -1),
    isReading: working.isReading.slice(0, -1),
  }
}
