import type { PackageDocument } from '../../documents/epub/package-document'
import { resolveReference } from '../../documents/epub/resource-path'
import { isElement, nodesOf, textOf, type MarkupElement } from '../../documents/markup/tree'
import { clockValue } from './smil'
import { escapeXml, type XmlEdits } from './xml-source'

/** A file that a package is to list. */
export interface NewItem {
  readonly id: string
  readonly href: string
  readonly mediaType: string
  /** Of a file that is found for what it is: "nav". */
  readonly properties?: string
}

/** What is new of a book. */
export interface PackageChanges {
  readonly items: readonly NewItem[]
  /** By the name in the archive of a text: its overlay's id and how long that lasts. */
  readonly overlays: ReadonlyMap<string, { readonly id: string; readonly milliseconds: number }>
  /** Names in the archive of files that are no more. */
  readonly removed: ReadonlySet<string>
  readonly title: string
  readonly narrator: string
  /** Of the element that says so. */
  readonly narratorId: string
  /** A tag. */
  readonly language: string
  readonly modified: Date
  /** The class that the metadata does not name yet; null: it does. */
  readonly activeClass: string | null
}

const auditory = [
  ['schema:accessMode', 'auditory'],
  ['schema:accessibilityFeature', 'synchronizedAudioText'],
] as const
const dublinCore = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'

/** Lists a narration in a package. @param root of the package's tree */
export function editPackage(
  xml: XmlEdits,
  root: MarkupElement,
  book: PackageDocument,
  changes: PackageChanges,
): void {
  for (const node of nodesOf(root))
    if (isElement(node) && node.name === 'link') {
      const named = resolveReference(book.name, node.attributes.get('href') ?? '')?.path ?? ''
      if (changes.removed.has(named)) xml.remove(node)
    }
  const parts = root.children.filter(isElement)
  const goneIds = new Set<string>()
  for (const part of parts)
    if (part.name === 'manifest') for (const id of editManifest(xml, part, book, changes)) goneIds.add(id)
  for (const part of parts) if (part.name === 'metadata') editMetadata(xml, part, goneIds, changes)
}

/** @returns ids of what is not listed any more */
function editManifest(
  xml: XmlEdits,
  manifest: MarkupElement,
  book: PackageDocument,
  { items, overlays, removed }: PackageChanges,
): string[] {
  const gone: string[] = []
  for (const item of manifest.children.filter(isElement)) {
    if (item.name !== 'item') continue
    const path = resolveReference(book.name, item.attributes.get('href') ?? '')?.path ?? ''
    const name = book.manifest.get(item.attributes.get('id')?.trim() ?? '')?.name ?? path
    const overlay = overlays.get(name)
    if (removed.has(name)) {
      xml.remove(item)
      gone.push(item.attributes.get('id')?.trim() ?? '')
    } else if (overlay !== undefined || item.attributes.has('media-overlay'))
      xml.setAttribute(item, 'media-overlay', overlay?.id ?? null)
  }
  const prefix = xml.prefixOf(manifest)
  const lines = items.map(({ id, href, mediaType, properties }) => {
    const said = properties === undefined ? '' : ` properties="${properties}"`
    return `<${prefix}item id="${id}" href="${escapeXml(href)}" media-type="${mediaType}"${said}/>\n`
  })
  xml.append(manifest, `\n${lines.join('')}`)
  return gone
}

function editMetadata(
  xml: XmlEdits,
  metadata: MarkupElement,
  goneItems: ReadonlySet<string>,
  changes: PackageChanges,
): void {
  const elements = metadata.children.filter(isElement)
  const gone = goneIn(elements, goneItems, changes)
  for (const element of gone) xml.remove(element)
  const kept = elements.filter((element) => !gone.has(element))
  const says = (property: string, value?: string): boolean =>
    kept.some(
      (meta) =>
        meta.attributes.get('property') === property &&
        (value === undefined || textOf(meta).trim() === value),
    )
  const prefix = xml.prefixOf(metadata)
  const meta = (property: string, value: string, refines?: string): string => {
    const about = refines === undefined ? '' : ` refines="#${refines}"`
    return `<${prefix}meta property="${property}"${about}>${escapeXml(value)}</${prefix}meta>\n`
  }
  const { title, narrator, narratorId, language, modified, activeClass, overlays } = changes
  const hasElement = (name: string): boolean => kept.some((element) => element.name === name)
  let total = 0
  let lines = '\n'
  if (!hasElement('title')) lines += `<dc:title ${dublinCore}>${escapeXml(title)}</dc:title>\n`
  if (!hasElement('language')) lines += `<dc:language ${dublinCore}>${escapeXml(language)}</dc:language>\n`
  lines += `<dc:contributor ${dublinCore} id="${narratorId}">${escapeXml(narrator)}</dc:contributor>\n`
  lines += `<${prefix}meta refines="#${narratorId}" property="role" scheme="marc:relators">nrt</${prefix}meta>\n`
  lines += meta('dcterms:modified', modified.toISOString().replace(/\.\d+Z$/, 'Z'))
  for (const { id, milliseconds } of overlays.values()) {
    lines += meta('media:duration', clockValue(milliseconds), id)
    total += milliseconds
  }
  lines += meta('media:duration', clockValue(total))
  lines += meta('media:narrator', narrator)
  if (activeClass !== null) lines += meta('media:active-class', activeClass)
  // A book that says nothing of how it is perceived is read all the same.
  if (!says('schema:accessMode')) lines += meta('schema:accessMode', 'textual')
  for (const [property, value] of auditory) if (!says(property, value)) lines += meta(property, value)
  xml.append(metadata, lines)
}

/** What is said of a narration that is no more, and what is said anew. */
function goneIn(
  elements: readonly MarkupElement[],
  goneItems: ReadonlySet<string>,
  { removed, activeClass }: PackageChanges,
): ReadonlySet<MarkupElement> {
  const goneIds = new Set(goneItems)
  // Whoever read the narration that is replaced is not heard any more.
  if (removed.size > 0)
    for (const role of elements)
      if (saysOf(role) === 'role' && textOf(role).trim() === 'nrt') goneIds.add(refinedBy(role))
  const gone = new Set<MarkupElement>()
  // What is said of what is gone goes as well, and what is said of that.
  for (let before = -1; before < gone.size;) {
    before = gone.size
    for (const element of elements) {
      if (gone.has(element) || !isGone(element, goneIds, activeClass !== null)) continue
      gone.add(element)
      const id = element.attributes.get('id')?.trim() ?? ''
      if (id !== '') goneIds.add(id)
    }
  }
  return gone
}

function isGone(element: MarkupElement, goneIds: ReadonlySet<string>, hasNewClass: boolean): boolean {
  const refined = refinedBy(element)
  if (refined !== '' && goneIds.has(refined)) return true
  if (element.name === 'contributor') return goneIds.has(element.attributes.get('id')?.trim() ?? '')
  if (element.name !== 'meta') return false
  switch (saysOf(element)) {
    case 'media:duration':
    case 'media:narrator':
      return true
    case 'dcterms:modified':
      return refined === ''
    case 'media:active-class':
      return hasNewClass
    case 'schema:accessibilityFeature':
      // Said of a book without any, which then is not true.
      return /^(?:none|unknown)$/.test(textOf(element).trim())
    default:
      return false
  }
}

function saysOf(element: MarkupElement): string {
  return element.attributes.get('property')?.trim() ?? ''
}

/** The id of what an element says something of; empty: of the book. */
function refinedBy(element: MarkupElement): string {
  return element.attributes.get('refines')?.trim().replace(/^#/, '') ?? ''
}
