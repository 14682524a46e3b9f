import { invalid } from './option-values'

/** Chapters from one number to another, both among them. */
export type ChapterRange = readonly [from: number, to: number]

/** `1,3-5`. @returns null: all @throws AppError 'usage/invalid' */
export function chapterRanges(typed: string | undefined): readonly ChapterRange[] | null {
  if (typed === undefined) return null
  return typed.split(',').map((range) => {
    const [, from, to = from] = /^\s*(\d{1,6})\s*(?:-\s*(\d{1,6})\s*)?$/.exec(range) ?? []
    if (from === undefined || Number(from) > Number(to))
      throw invalid(`--chapters takes numbers and ranges of them as in 1,3-5, not "${typed}"`)
    return [Number(from), Number(to)]
  })
}

/**
 * The numbers that are meant, in order, each once.
 * @param count of the document's chapters, which are numbered from 1
 * @throws AppError 'usage/invalid'
 */
export function chosenChapters(ranges: readonly ChapterRange[], title: string, count: number): number[] {
  const wrong = ranges.flat().find((number) => number < 1 || number > count)
  if (wrong !== undefined)
    throw invalid(
      count === 1
        ? `--chapters: "${title}" has one chapter, and no ${wrong}`
        : `--chapters: "${title}" has ${count} chapters, and no ${wrong}`,
    )
  return Array.from({ length: count }, (_, index) => index + 1).filter((number) =>
    ranges.some(([from, to]) => from <= number && number <= to),
  )
}
