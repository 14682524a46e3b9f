import { maxArchiveEntries } from '@contract/limits'
import { attributeOf, elementOf, elementsOf, type XmlElement } from '../xml'
import type { BookFiles } from './book-files'
import { resolveReference } from './resource-path'

/** Lines of a manifest or a spine: an archive cannot hold half as many files. */
const maxItems = 2 * maxArchiveEntries

/** A file that the package lists. */
export interface ManifestItem {
  readonly id: string
  /** Its name in the archive; null when it is not there, or on the web. */
  readonly name: string | null
  /** Whether it is meant to be elsewhere than in the archive. */
  readonly isRemote: boolean
  readonly mediaType: string
  readonly properties: readonly string[]
  /** Id of what stands in for it where its type is not known. */
  readonly fallback: string | undefined
  /** Id of its media overlay. */
  readonly overlay: string | undefined
}

/** A file to be read, in its place in the order of reading. */
export interface SpineItem {
  readonly item: ManifestItem
  /** Whether it is left aside when the book is read from cover to cover. */
  readonly isLinear: boolean
}

/** A place that the package's guide gives a role. */
export interface GuideEntry {
  readonly type: string
  readonly name: string
  readonly fragment: string
}

/** What a package file says, but its metadata. */
export interface PackageDocument {
  /** Its name in the archive, against which its references count. */
  readonly name: string
  readonly metadata: XmlElement | null
  readonly manifest: ReadonlyMap<string, ManifestItem>
  readonly spine: readonly SpineItem[]
  /** Whether its pages are turned from the right to the left. */
  readonly isFromRight: boolean
  /** Whether any of its texts has a recording: what is not recorded is missing then. */
  readonly isNarrated: boolean
  /** References of the spine that name nothing in the manifest. */
  readonly lostReferences: number
  readonly guide: readonly GuideEntry[]
  /** The manifest's id of the older table of contents. */
  readonly ncxId: string | undefined
}

/** Reads a package. What is not there is empty: whether a book can do without it is for the caller to say. */
export function readPackage(root: XmlElement, name: string, files: BookFiles): PackageDocument {
  const manifest = readManifest(elementOf(root, 'manifest'), name, files)
  const spine = elementOf(root, 'spine')
  const { items, lostReferences } = readSpine(spine, manifest)
  return {
    name,
    metadata: elementOf(root, 'metadata') ?? null,
    manifest,
    spine: items,
    isFromRight: spine !== undefined && attributeOf(spine, 'page-progression-direction')?.trim() === 'rtl',
    isNarrated: [...manifest.values()].some(({ overlay }) => overlay !== undefined),
    lostReferences,
    guide: readGuide(elementOf(root, 'guide'), name, files),
    ncxId: spine && attributeOf(spine, 'toc'),
  }
}

function readManifest(
  manifest: XmlElement | undefined,
  base: string,
  files: BookFiles,
): Map<string, ManifestItem> {
  const items = new Map<string, ManifestItem>()
  for (const element of manifest ? elementsOf(manifest, 'item').slice(0, maxItems) : []) {
    const id = attributeOf(element, 'id')?.trim()
    const href = attributeOf(element, 'href')
    if (id === undefined || href === undefined || items.has(id)) continue
    const reference = resolveReference(base, href)
    items.set(id, {
      id,
      name: files.find(reference) ?? (href.includes('%') ? findLiterally(files, base, href) : null),
      isRemote: reference === null,
      mediaType: (attributeOf(element, 'media-type') ?? '').trim().toLowerCase(),
      properties: words(attributeOf(element, 'properties')),
      fallback: attributeOf(element, 'fallback')?.trim(),
      overlay: attributeOf(element, 'media-overlay')?.trim(),
    })
  }
  return items
}

/** Some packers wrote the escapes of an address into the names of files. */
function findLiterally(files: BookFiles, base: string, href: string): string | null {
  return files.find(resolveReference(base, href.replaceAll('%', '%25')))
}

/** A file is read once, however often the spine names it. */
function readSpine(
  spine: XmlElement | undefined,
  manifest: ReadonlyMap<string, ManifestItem>,
): { items: SpineItem[]; lostReferences: number } {
  const items: SpineItem[] = []
  const seen = new Set<ManifestItem>()
  let lostReferences = 0
  for (const element of spine ? elementsOf(spine, 'itemref').slice(0, maxItems) : []) {
    const named = manifest.get((attributeOf(element, 'idref') ?? '').trim())
    const item = named && readableForm(named, manifest)
    if (!item) lostReferences++
    else if (!seen.has(item)) items.push({ item, isLinear: attributeOf(element, 'linear')?.trim() !== 'no' })
    if (item) seen.add(item)
  }
  return { items, lostReferences }
}

const markupTypes: ReadonlySet<string> = new Set([
  'application/xhtml+xml',
  'text/html',
  'application/xml',
  'text/xml',
  'text/x-oeb1-document',
  'application/x-dtbook+xml',
])
const markupEnding = /\.(?:xhtml|html?|xht|xml)$/i

/** Whether an item is a text with markup, by its type or, where that is wrong, by its ending. */
export function isMarkup({ mediaType, name }: ManifestItem): boolean {
  return markupTypes.has(mediaType) || (name !== null && markupEnding.test(name))
}

/** Whether a file of the spine may hold words: a text with markup, or a drawing. */
export function isReadable(item: ManifestItem): boolean {
  return isMarkup(item) || item.mediaType === 'image/svg+xml'
}

/** What is read of an item of the spine: itself, or the first that stands in for it and holds text. */
function readableForm(item: ManifestItem, manifest: ReadonlyMap<string, ManifestItem>): ManifestItem {
  const seen = new Set<ManifestItem>()
  for (let next: ManifestItem | undefined = item; next && !seen.has(next);) {
    if (isReadable(next)) return next
    seen.add(next)
    next = next.fallback === undefined ? undefined : manifest.get(next.fallback)
  }
  return item
}

function readGuide(guide: XmlElement | undefined, base: string, files: BookFiles): GuideEntry[] {
  return (guide ? elementsOf(guide, 'reference') : []).flatMap((element) => {
    const reference = resolveReference(base, attributeOf(element, 'href') ?? '')
    const name = files.find(reference)
    const type = attributeOf(element, 'type')?.trim().toLowerCase()
    return name === null || reference === null || !type ? [] : [{ type, name, fragment: reference.fragment }]
  })
}

/** A list of words in an attribute. */
export function words(value: string | undefined): string[] {
  return (value ?? '').split(/\s+/).filter((word) => word !== '')
}
