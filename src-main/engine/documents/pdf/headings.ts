import type { LineGroup } from './paragraphs'
import { headingRatio, type TextStyles } from './text-styles'

/** A heading has few words on few lines. */
const maxHeadingChars = 220
const maxHeadingLines = 4
const maxBoldHeadingChars = 130

const namedPart =
  /^(?:chapter|part|book|section|appendix|prologue|epilogue|preface|foreword|introduction|kapitel|teil|chapitre|capítulo|capitolo|глава|часть)\b/i

/** Bookmarks of a document by what they say, for finding their headings. */
export type TitleLevels = ReadonlyMap<string, number>

/** What two writings of a title have in common, with or without the number of the part. */
export function titleKey(title: string): string {
  return title
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\s*\d+(?:\.\d+)*\.?\s+(?=\p{L})/u, '')
    .replace(/[^\p{L}\p{N}]+/gu, '')
}

/**
 * The level of a heading, from 1.
 * @param titles bookmarks that lead to this page
 * @returns null for what is no heading
 */
export function headingLevelOf(group: LineGroup, styles: TextStyles, titles: TitleLevels): number | null {
  const { lines, spaceAbove, leading } = group
  const text = lines.map(({ styled }) => styled.text.trim()).join(' ')
  if (lines.length > maxHeadingLines || text.length > maxHeadingChars || !/\p{L}{2}|\p{N}/u.test(text))
    return null
  const bookmarked = titles.get(titleKey(text))
  if (bookmarked !== undefined) return Math.min(6, bookmarked)
  const { size, isBold } = lines[0]
  const ratio = size / Math.max(1, styles.bodySize)
  const hasLetters = /\p{L}{2}/u.test(text)
  const endsOpen = /[,;]$/.test(text)
  if (ratio >= headingRatio && hasLetters && !endsOpen) return styles.levelOf(size)
  const isApart = spaceAbove === 0 || spaceAbove > 1.25 * leading
  const isBrief = text.length <= maxBoldHeadingChars && !/[.,;]$/.test(text.replace(/^[\dIVX.]+$/, ''))
  if (isBold && styles.isBoldRare && ratio >= 0.9 && isBrief && hasLetters) return levelBelow(styles)
  if (namedPart.test(text) && isApart && text.length <= 90 && isBrief && lines.length <= 2)
    return levelBelow(styles)
  return isApart && isBrief && isCapitals(text) && lines.length <= 2 ? levelBelow(styles) : null
}

/** Headings in the text's own size stand below all larger ones. */
function levelBelow(styles: TextStyles): number {
  return styles.levelOf(styles.bodySize)
}

function isCapitals(text: string): boolean {
  const letters = text.replace(/[^\p{L}]+/gu, '')
  return (
    letters.length >= 4 &&
    text.length <= 80 &&
    letters === letters.toUpperCase() &&
    letters !== letters.toLowerCase()
  )
}
