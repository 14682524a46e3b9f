import type { MarkupText } from './tree'

/**
 * Where a stretch of a block's text was written: a text of the tree, whose characters but white space are the stretch's own
 * in the same order; or, without `text`, an element that it stands for.
 */
export interface TextOrigin {
  /** Range of the block's text. */
  readonly startChar: number
  readonly endChar: number
  /** How many characters but white space of the text come before the stretch: a note's number, for example. */
  readonly skippedChars?: number
  readonly written: MarkupText | Pick<MarkupText, 'startChar' | 'endChar'>
}

/** The origins of a text whose beginning was taken away. */
export function withoutBeginning(origins: readonly TextOrigin[], dropped: string): readonly TextOrigin[] {
  if (dropped === '') return origins
  return origins.flatMap(({ startChar, endChar, written }) => {
    if (endChar <= dropped.length) return []
    const skippedChars = dropped.slice(startChar).replace(/\s+/g, '').length
    return [
      {
        ...{ startChar: Math.max(0, startChar - dropped.length), endChar: endChar - dropped.length },
        ...(skippedChars === 0 ? {} : { skippedChars }),
        written,
      },
    ]
  })
}
