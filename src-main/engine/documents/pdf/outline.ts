import type { OutlineNode, PdfDocument } from 'virtual:pdf-library'
import { maskControls } from '../mask-controls'

/** A bookmark and where it leads. */
export interface Bookmark {
  readonly title: string
  /** From 1. */
  readonly level: number
  /** Of the document, from 0. */
  readonly page: number
  /** Distance from the page's upper edge in points, in the page's own turn; null: the page as a whole. */
  readonly top: number | null
}

/** More bookmarks than a book has are not followed, nor deeper ones. */
const maxBookmarks = 4_000
const maxLevel = 9
const maxTitleChars = 400

/**
 * The bookmarks of a document that lead to one of its pages, in the order of the pages.
 * @returns none where there are none, or they cannot be read
 */
export async function bookmarksOf(document: PdfDocument, signal: AbortSignal): Promise<Bookmark[]> {
  const outline = await document.getOutline().catch(() => null)
  if (outline === null) return []
  const found: Bookmark[] = []
  const pages = new Map<string, number | null>()
  const waiting: { node: OutlineNode; level: number }[] = [...outline]
    .reverse()
    .map((node) => ({ node, level: 1 }))
  for (let seen = 0; seen < maxBookmarks; seen++) {
    const next = waiting.pop()
    if (next === undefined) break
    signal.throwIfAborted()
    const { node, level } = next
    if (level < maxLevel)
      for (const item of [...node.items].reverse()) waiting.push({ node: item, level: level + 1 })
    const title = maskControls(node.title).replace(/\s+/g, ' ').trim().slice(0, maxTitleChars)
    const place = title === '' ? null : await placeOf(document, node.dest, pages)
    if (place !== null) found.push({ title, level, ...place })
  }
  return found.sort((a, b) => a.page - b.page || 0)
}

async function placeOf(
  document: PdfDocument,
  dest: OutlineNode['dest'],
  pages: Map<string, number | null>,
): Promise<Pick<Bookmark, 'page' | 'top'> | null> {
  const target = typeof dest === 'string' ? await document.getDestination(dest).catch(() => null) : dest
  if (!Array.isArray(target)) return null
  const [page, fit, first, second]: readonly unknown[] = target
  const index = typeof page === 'number' ? page : await indexOf(document, page, pages)
  if (index === null || !(index >= 0 && index < document.numPages)) return null
  const kind = typeof fit === 'object' && fit !== null && 'name' in fit ? fit.name : ''
  const top = kind === 'XYZ' ? second : kind === 'FitH' || kind === 'FitBH' ? first : null
  return { page: index, top: typeof top === 'number' && Number.isFinite(top) ? top : null }
}

async function indexOf(
  document: PdfDocument,
  ref: unknown,
  pages: Map<string, number | null>,
): Promise<number | null> {
  if (typeof ref !== 'object' || ref === null) return null
  const key = JSON.stringify(ref)
  const known = pages.get(key)
  if (known !== undefined) return known
  const index = await document.getPageIndex(ref).catch(() => null)
  pages.set(key, index)
  return index
}
