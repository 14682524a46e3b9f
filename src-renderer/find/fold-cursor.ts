/** More marks than any letter bears; a flood of them is looked at in parts. */
const maxMarksOfLetter = 32
const tab = 0x09
const carriageReturn = 0x0d
const space = 0x20
const softHyphen = 0xad

/** Letters that are one of another kind to whoever types them, and that no decomposition of Unicode takes apart. */
const alike: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ħ: 'h',
  ı: 'i',
  ł: 'l',
  ŧ: 't',
  þ: 'th',
  ς: 'σ',
  ẞ: 'SS',
  Æ: 'AE',
  Œ: 'OE',
  Ø: 'O',
  Đ: 'D',
  Ð: 'D',
  Ħ: 'H',
  Ł: 'L',
  Ŧ: 'T',
  Þ: 'TH',
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  ʼ: "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‹': "'",
  '›': "'",
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '−': '-',
  '⁄': '/',
}

/** Accents, points and vowel signs that may be written or not (those of Indic scripts and of kana are letters). */
const accents =
  /[\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]/g
const isMark = /^\p{M}$/u
const isFormat = /^[\p{Cf}\u034f\ufe00-\ufe0f]$/u
const isSpace = /^\s$/

/** What single characters fold to; as many as a text has different ones. */
const folded = { exact: new Map<number, string>(), caseless: new Map<number, string>() }
const kinds = new Map<number, CharacterKind>()
type CharacterKind = 'letter' | 'mark' | 'space' | 'ignored'

/**
 * Walks through a text in its smallest stretches that fold as one: a letter with its marks, a run of white space, a
 * character that is not seen. Case, accents, width and the shape of quotes and dashes do not count in what they fold
 * to, so that two writings of a word are found by each other; where each stretch stands in the text stays exact.
 */
export class FoldCursor {
  /** Where the stretch begins and ends, in UTF-16 units of the text. */
  start = 0
  end = 0
  /** What it folds to; empty for what is ignored. */
  folded = ''

  constructor(
    private readonly text: string,
    private readonly keepsCase: boolean,
  ) {}

  /** Goes on to the next stretch. @returns false at the end of the text */
  next(): boolean {
    const { text } = this
    const start = this.end
    if (start >= text.length) return false
    this.start = start
    const unit = text.charCodeAt(start)
    const isPlain = unit > space && unit < 0x7f
    const follower = start + 1 < text.length ? text.charCodeAt(start + 1) : space
    if (isPlain && follower < 0x300) {
      this.end = start + 1
      this.folded = foldCharacter(unit, this.keepsCase)
      return true
    }
    const code = text.codePointAt(start) ?? unit
    const kind = kindOf(code)
    if (kind === 'ignored') this.#takeIgnored(code)
    else if (kind === 'space') this.#takeSpace()
    else this.#takeLetter(code)
    return true
  }

  /** A word that is broken at a soft hyphen goes on behind the line's end. */
  #takeIgnored(code: number): void {
    this.folded = ''
    this.end = this.start + widthOf(code)
    if (code !== softHyphen) return
    let at = this.end
    while (at < this.text.length && isBlank(this.text.charCodeAt(at))) at++
    if (this.text.charCodeAt(at) !== 0x0a) return
    while (at < this.text.length && kindAt(this.text, at) === 'space') at++
    this.end = at
  }

  #takeSpace(): void {
    const { text } = this
    let at = this.start + 1
    this.end = at
    for (;;) {
      const kind = at < text.length ? kindAt(text, at) : 'letter'
      if (kind !== 'space' && (kind !== 'ignored' || text.charCodeAt(at) === softHyphen)) break
      at += widthOf(text.codePointAt(at) ?? 0)
      if (kind === 'space') this.end = at
    }
    this.folded = ' '
  }

  #takeLetter(code: number): void {
    const { text } = this
    let end = this.start + widthOf(code)
    const letterEnd = end
    for (let marks = 0; marks < maxMarksOfLetter && end < text.length; marks++) {
      const next = text.codePointAt(end) ?? 0
      if (next < 0x300 || kindOf(next) !== 'mark') break
      end += widthOf(next)
    }
    this.end = end
    this.folded =
      end === letterEnd
        ? foldCharacter(code, this.keepsCase)
        : foldLetters(text.slice(this.start, end), this.keepsCase)
  }
}

/** A text folded whole: for what is searched for, and for tests. */
export function foldText(text: string, keepsCase: boolean): string {
  const cursor = new FoldCursor(text, keepsCase)
  let whole = ''
  while (cursor.next()) whole += cursor.folded
  return whole
}

function foldCharacter(code: number, keepsCase: boolean): string {
  const known = keepsCase ? folded.exact : folded.caseless
  const found = known.get(code)
  if (found !== undefined) return found
  const made = foldLetters(String.fromCodePoint(code), keepsCase)
  known.set(code, made)
  return made
}

function foldLetters(letters: string, keepsCase: boolean): string {
  const bare = letters.normalize('NFKD').replace(accents, '')
  let result = ''
  for (const letter of keepsCase ? bare : bare.toLowerCase()) result += alike[letter] ?? letter
  return result
}

function kindAt(text: string, at: number): CharacterKind {
  return kindOf(text.codePointAt(at) ?? 0)
}

function kindOf(code: number): CharacterKind {
  const found = kinds.get(code)
  if (found !== undefined) return found
  const character = String.fromCodePoint(code)
  let kind: CharacterKind = 'letter'
  if (isSpace.test(character) && code !== 0xfeff) kind = 'space'
  else if (isFormat.test(character)) kind = 'ignored'
  else if (isMark.test(character)) kind = 'mark'
  kinds.set(code, kind)
  return kind
}

function isBlank(unit: number): boolean {
  return unit === space || unit === tab || unit === carriageReturn
}

function widthOf(code: number): number {
  return code > 0xffff ? 2 : 1
}
