import { maskControls } from '../mask-controls'
import type { DraftBlock } from './draft-block'
import type { SideParts } from './side-parts'
import type { StoryContext } from './story-context'
import { descendantsOf, ownText } from './word-elements'
import { WordXmlReader, type WordElement } from './word-xml'

/** What is written in the diagrams of a document: read before its text, handed out where they are drawn. */
export class DiagramBook {
  private readonly diagrams = new Map<string, readonly DraftBlock[]>()

  define(id: string, blocks: readonly DraftBlock[]): void {
    this.diagrams.set(id, blocks)
  }

  /** @param id of the relationship to its data @returns its blocks, the first time it is asked for */
  take(id: string): readonly DraftBlock[] {
    const blocks = this.diagrams.get(id) ?? []
    this.diagrams.delete(id)
    return blocks
  }

  /** Characters of the diagrams that nothing drew. */
  get charsLeft(): number {
    let chars = 0
    for (const blocks of this.diagrams.values()) for (const { block } of blocks) chars += block.text.length
    return chars
  }
}

/**
 * Reads the data of a diagram (ECMA-376 part 1, 21.4) into the book: each paragraph of its shapes is a block.
 * @returns characters of the part that are in no block
 */
export async function readDiagram(
  parts: SideParts,
  id: string,
  name: string,
  { diagrams, part }: StoryContext,
): Promise<number> {
  const blocks: DraftBlock[] = []
  const keep = (root: WordElement): void => {
    for (const paragraph of descendantsOf(root)) {
      if (paragraph.name !== 'a:p') continue
      const text = maskControls(textOf(paragraph)).trim()
      const { startChar, endChar } = paragraph
      const source = { part, startChar, endChar, exact: false }
      if (text !== '')
        blocks.push({ block: { kind: 'paragraph', text, marks: [], source }, languages: [], formulas: [] })
    }
  }
  const reader = new WordXmlReader(
    { open: () => undefined, close: () => undefined, whole: keep },
    () => false,
  )
  const chars = await parts.readInto(name, reader)
  diagrams.define(id, blocks)
  return chars - blocks.reduce((sum, { block }) => sum + block.text.length, 0)
}

function textOf(paragraph: WordElement): string {
  let text = ''
  for (const element of descendantsOf(paragraph)) {
    if (element.name === 'a:t') text += ownText(element)
    else if (element.name === 'a:br') text += '\n'
  }
  return text
}
