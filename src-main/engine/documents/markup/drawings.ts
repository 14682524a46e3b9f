import { matchesOf } from '../../text/matches'
import { minDrawnPixels, type LinkedPicture } from '../picture-block'
import { isDecoration } from './images'
import { attributeOf, isElement, nodesOf, type MarkupElement } from './tree'

/** A longer one is shown by its words alone. */
const maxDrawingChars = 2 ** 20
const openingTag = /^<(?:[a-z][\w-]{0,30}:)?svg(?=[\s/>])/i
const usedPrefix = /[\s<]([a-z][\w-]{0,30}):[a-z]/gi
const declared = /\sxmlns(?::([a-z][\w-]{0,30}))?\s{0,9}=/gi
/** A drawing names things of few vocabularies; what looks like more is a style. */
const maxPrefixes = 32
const drawingVocabulary = 'http://www.w3.org/2000/svg'
const vocabularies: ReadonlyMap<string, string> = new Map([
  ['svg', drawingVocabulary],
  ['xlink', 'http://www.w3.org/1999/xlink'],
])
/** Of lengths that are not told in px, as many px. */
const unitPixels: Readonly<Record<string, number>> = {
  ...{ '': 1, px: 1, em: 16, rem: 16, ex: 8, pt: 4 / 3, pc: 16, mm: 96 / 25.4, cm: 96 / 2.54, in: 96 },
}
const lengthOf = /^(\d{1,5}(?:\.\d{1,5})?)\s?([a-z]{0,3})$/i

/**
 * The picture that a drawing in a text is; null for one that draws with what stands outside of it, that is there for the
 * eye alone, or of which only a style sheet says how large it is: on a web page that is an icon.
 * @param source of the file, which the drawing's range is of
 */
export function drawnPictureOf(
  drawing: MarkupElement,
  source: string,
  isPage: boolean,
): LinkedPicture | null {
  if (drawing.name !== 'svg' || isDecoration(drawing) || drawsWithOthers(drawing)) return null
  const file = drawingFile(source.slice(drawing.startChar, drawing.endChar))
  const widthPixels = pixelsOf(attributeOf(drawing, 'width'))
  const heightPixels = pixelsOf(attributeOf(drawing, 'height'))
  if (file === null || (isPage && widthPixels === null && heightPixels === null)) return null
  return {
    source: file,
    isDrawn: true,
    ...(widthPixels === null ? {} : { widthPixels }),
    ...(heightPixels === null ? {} : { heightPixels }),
  }
}

/** Whether a drawing says itself that it is larger than an icon. */
export function isSizedDrawing({ name, attributes }: MarkupElement): boolean {
  if (name !== 'svg') return false
  const sides = ['width', 'height'].flatMap((side) => pixelsOf(attributes.get(side)?.trim() ?? '') ?? [])
  return sides.length > 0 && sides.every((pixels) => pixels >= minDrawnPixels)
}

/**
 * A drawing that stands in a text as a file of its own: with the names of the vocabularies that the text around it, or
 * HTML itself, declares. @returns null for what is none, or one too large to be shown
 */
export function drawingFile(markup: string): string | null {
  const tag = openingTag.exec(markup)?.[0]
  if (tag === undefined || markup.length > maxDrawingChars) return null
  const known = new Set(matchesOf(declared, markup).map(([, prefix]) => prefix ?? ''))
  const used = new Set(matchesOf(usedPrefix, markup).map(([, prefix]) => prefix))
  const missing = [...used].filter((prefix) => !known.has(prefix) && !/^xml/i.test(prefix))
  const declarations = missing
    .slice(0, maxPrefixes)
    .map((prefix) => ` xmlns:${prefix}="${vocabularies.get(prefix) ?? `urn:x-prefix:${prefix}`}"`)
  if (!tag.includes(':') && !known.has('')) declarations.unshift(` xmlns="${drawingVocabulary}"`)
  return tag + declarations.join('') + markup.slice(tag.length)
}

function drawsWithOthers(drawing: MarkupElement): boolean {
  const ids = new Set<string>()
  const used: string[] = []
  for (const node of nodesOf(drawing)) {
    if (!isElement(node)) continue
    ids.add(attributeOf(node, 'id'))
    if (node.name === 'use') used.push(attributeOf(node, 'href') || attributeOf(node, 'xlink:href'))
  }
  return used.some((reference) => !reference.startsWith('#') || !ids.has(reference.slice(1)))
}

function pixelsOf(length: string): number | null {
  const [, number, unit = ''] = lengthOf.exec(length) ?? []
  const pixels = unitPixels[unit.toLowerCase()]
  return number === undefined || pixels === undefined ? null : Number(number) * pixels
}
