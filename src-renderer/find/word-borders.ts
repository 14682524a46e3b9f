/** Text looked at on either side of a place: longer than any word. */
const contextChars = 60
const isWordCharacter = /^[\p{L}\p{N}\p{M}_]$/u
const isApostrophe = /^['’ʼ＇]$/
/** Written without spaces: only a dictionary tells their words apart. */
const isSpaceless =
  /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]$/u

/** Tells where the words of a text begin and end. */
export class WordBorders {
  readonly #segmenter = new Intl.Segmenter(undefined, { granularity: 'word' })

  /** Whether a place between two characters is none inside a word. */
  isBorder(text: string, at: number): boolean {
    if (at <= 0 || at >= text.length) return true
    const before = characterBefore(text, at)
    const after = characterAt(text, at)
    if (isSpaceless.test(before) && isSpaceless.test(after)) return this.#isBetweenSegments(text, at)
    const isWordBefore = isWordCharacter.test(before)
    const isWordAfter = isWordCharacter.test(after)
    if (isWordBefore && isWordAfter) return false
    // An apostrophe between two letters is one of the word (UAX 29, rules WB6 and WB7).
    if (isWordBefore && isApostrophe.test(after))
      return !isWordCharacter.test(characterAt(text, at + after.length))
    if (isApostrophe.test(before) && isWordAfter)
      return !isWordCharacter.test(characterBefore(text, at - before.length))
    return true
  }

  #isBetweenSegments(text: string, at: number): boolean {
    const from = Math.max(0, at - contextChars)
    const segment = this.#segmenter.segment(text.slice(from, at + contextChars)).containing(at - from)
    return segment?.index === at - from
  }
}

function characterAt(text: string, at: number): string {
  return at >= text.length ? '' : String.fromCodePoint(text.codePointAt(at) ?? 0)
}

function characterBefore(text: string, at: number): string {
  if (at <= 0) return ''
  const isPair = /^[\uDC00-\uDFFF]$/.test(text.charAt(at - 1)) && at > 1
  const code = isPair ? (text.codePointAt(at - 2) ?? 0) : 0
  return code > 0xffff ? String.fromCodePoint(code) : text.charAt(at - 1)
}
