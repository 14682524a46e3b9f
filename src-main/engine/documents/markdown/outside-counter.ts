import type { Block, CharacterCount } from '@contract/document'

/** Counts, section by section, what of a Markdown file is in no block: with the blocks' texts it makes up the file. */
export class OutsideCounter {
  /** Text of notes that came before their own section was reached, by where they stand in the source. */
  private readonly ahead: { startChar: number; textChars: number }[] = []

  constructor(private readonly source: string) {}

  /** @param blocks those that the section gave, wherever their text comes from */
  count(startChar: number, endChar: number, blocks: readonly Block[]): CharacterCount[] {
    let textChars = 0
    const own: Block[] = []
    for (const block of blocks) {
      const isOwn = block.source.startChar >= startChar && block.source.startChar < endChar
      if (isOwn) own.push(block)
      // A note that stands further up was counted as mark-up there; one further down is taken off when it is reached.
      if (isOwn) textChars += block.text.length
      else this.ahead.push({ startChar: block.source.startChar, textChars: block.text.length })
    }
    for (const note of this.ahead) {
      if (note.startChar < startChar || note.startChar >= endChar) continue
      textChars += note.textChars
    }
    const whiteSpace = this.whiteSpaceAround(startChar, endChar, own)
    const markup = endChar - startChar - textChars - whiteSpace
    return [
      { rule: 'white space', chars: whiteSpace },
      { rule: 'markup', chars: markup },
    ].filter(({ chars }) => chars > 0)
  }

  /** White space between blocks. */
  private whiteSpaceAround(startChar: number, endChar: number, blocks: readonly Block[]): number {
    const ranges = blocks.map(({ source }) => source).sort((a, b) => a.startChar - b.startChar)
    let chars = 0
    let from = startChar
    const add = (to: number): void => {
      if (to > from) chars += to - from - this.source.slice(from, to).replace(/\s+/g, '').length
    }
    for (const range of ranges) {
      add(range.startChar)
      from = Math.max(from, Math.min(range.endChar, endChar))
    }
    add(endChar)
    return chars
  }
}
