import type { BlockKind } from '@contract/document'
import { attributeOf, elementOf, elementsOf, type XmlElement } from '../xml'
import type { BookFiles } from './book-files'
import { clockSeconds } from './clock-value'
import { resolveReference } from './resource-path'

/** A stretch of a recording, and the element of a text that it reads. */
export interface RecordedElement {
  /** Name of the text in the archive. */
  readonly name: string
  readonly fragment: string
  /** Name of the recording in the archive. */
  readonly audio: string
  readonly startSeconds: number
  readonly endSeconds: number | undefined
  /** What the overlay says that it is; undefined: nothing of its own. */
  readonly kind: BlockKind | undefined
}

/** What may be skipped or left, by what an overlay calls it, as the kind of block that it is. */
const kinds: ReadonlyMap<string, BlockKind> = new Map([
  ['pagebreak', 'page-number'],
  ['footnote', 'footnote'],
  ['footnotes', 'footnote'],
  ['endnote', 'footnote'],
  ['endnotes', 'footnote'],
  ['rearnote', 'footnote'],
  ['rearnotes', 'footnote'],
  ['note', 'footnote'],
  ['table', 'table'],
  ['figure', 'image-alternative'],
])

/**
 * What an overlay says of a text, in order. Recordings that are not in the archive are left out.
 * @param base name of the overlay
 * @see https://www.w3.org/TR/epub-33/#sec-media-overlays
 */
export function readOverlay(root: XmlElement, base: string, files: BookFiles): RecordedElement[] {
  return [...parallels(root, undefined)].flatMap(({ par, kind }) => {
    const text = elementOf(par, 'text')
    const audio = elementOf(par, 'audio')
    if (!text || !audio) return []
    const reference = resolveReference(base, attributeOf(text, 'src') ?? '')
    const name = files.find(reference)
    const recording = files.find(resolveReference(base, attributeOf(audio, 'src') ?? ''))
    if (reference === null || name === null || recording === null) return []
    const startSeconds = secondsOf(audio, 'clipBegin') ?? 0
    const endSeconds = secondsOf(audio, 'clipEnd')
    if (endSeconds !== undefined && endSeconds < startSeconds) return []
    return [{ name, fragment: reference.fragment, audio: recording, startSeconds, endSeconds, kind }]
  })
}

/** Everything in the order it is played, with what it or what it stands in says that it is. */
function* parallels(
  parent: XmlElement,
  outer: BlockKind | undefined,
): Generator<{ par: XmlElement; kind: BlockKind | undefined }> {
  for (const element of elementsOf(parent)) {
    const kind = kindOf(element) ?? outer
    if (element.name === 'par') yield { par: element, kind }
    else yield* parallels(element, kind)
  }
}

function kindOf(element: XmlElement): BlockKind | undefined {
  const types = (attributeOf(element, 'type') ?? '').toLowerCase().split(/\s+/)
  return types.map((type) => kinds.get(type)).find((kind) => kind !== undefined)
}

/** The older SMIL writes a hyphen. */
function secondsOf(audio: XmlElement, name: string): number | undefined {
  const value =
    attributeOf(audio, name) ??
    attributeOf(
      audio,
      name.replace(/[A-Z]/, (letter) => `-${letter.toLowerCase()}`),
    )
  return value === undefined ? undefined : (clockSeconds(value) ?? undefined)
}
