import type { Block, InlineMark } from '@contract/document'

/** What a written paragraph came from. */
const nowhere = { part: 0, startChar: 0, endChar: 0, exact: false } as const

/** Marks that say what the very characters of their range are: they go when those are others. */
const exactMarks: ReadonlySet<InlineMark['kind']> = new Set<InlineMark['kind']>([
  'formula',
  'phonemes',
  'ruby',
  'note-reference',
  'page-number',
  'line-number',
  'url',
])

/** A paragraph with nothing in it yet. */
export function newParagraph(text = ''): Block {
  return { kind: 'paragraph', text, marks: [], source: nowhere }
}

/** Whether the text of a block can be written on; a table's rows and pictures can be taken out as they are, and no more. */
export function isWritable({ row, image, kind }: Block): boolean {
  return !row && !image && kind !== 'formula' && kind !== 'image-alternative'
}

/**
 * A block with `put` in place of a stretch of its text. What is written inside a mark is marked; a mark whose characters
 * are gone goes, and so does one that says what they are.
 */
export function editedBlock(block: Block, startChar: number, endChar: number, put: string): Block {
  const text = block.text.slice(0, startChar) + put + block.text.slice(endChar)
  const shift = put.length - (endChar - startChar)
  const marks = block.marks.flatMap((mark): InlineMark[] => {
    const isTouched = mark.startChar < endChar && startChar < mark.endChar
    const isInside = mark.startChar < startChar && startChar < mark.endChar
    if ((isTouched || isInside) && exactMarks.has(mark.kind)) return []
    const start = mark.startChar >= endChar ? mark.startChar + shift : Math.min(mark.startChar, startChar)
    const end =
      mark.endChar >= endChar && mark.endChar > startChar
        ? mark.endChar + shift
        : Math.min(mark.endChar, startChar)
    const from = mark.startChar >= startChar && mark.startChar < endChar ? startChar + put.length : start
    return end > from ? [{ ...mark, startChar: from, endChar: end }] : []
  })
  return { ...block, text, marks, source: nowhere }
}

/** The part of a block before a place, or from it on. */
export function partOf(block: Block, startChar: number, endChar: number): Block {
  return editedBlock(editedBlock(block, endChar, block.text.length, ''), 0, startChar, '')
}

/** Two blocks as one, of the first one's kind. */
export function joinedBlocks(first: Block, second: Block): Block {
  const offset = first.text.length
  const moved = second.marks.map((mark) => ({
    ...mark,
    startChar: mark.startChar + offset,
    endChar: mark.endChar + offset,
  }))
  return { ...first, text: first.text + second.text, marks: [...first.marks, ...moved], source: nowhere }
}

/** What a line becomes that is begun behind a block. */
export function blockAfter(
  block: Block,
  isEmpty: boolean,
): Pick<Block, 'kind' | 'level' | 'marker' | 'language'> {
  const { kind, level, marker, language } = block
  const kept = language === undefined ? {} : { language }
  if ((kind === 'heading' && isEmpty) || !isWritable(block)) return { kind: 'paragraph', ...kept }
  return {
    kind,
    ...(level === undefined ? {} : { level }),
    ...(marker === undefined ? {} : { marker: nextMarker(marker) }),
    ...kept,
  }
}

/** "1." is followed by "2."; what is no number stays. */
export function nextMarker(marker: string): string {
  const number = /^\d{1,6}(?=[.)]?$)/.exec(marker)?.[0]
  return number === undefined ? marker : String(Number(number) + 1) + marker.slice(number.length)
}
