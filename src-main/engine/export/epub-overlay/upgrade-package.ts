import type { PackageDocument } from '../../documents/epub/package-document'
import { attributeOf, isElement, textOf, type MarkupElement } from '../../documents/markup/tree'
import { escapeXml, writtenTag, type XmlEdits } from './xml-source'

/** What items and statements of EPUB 2 may have and those of EPUB 3 may not. */
const lostOfItems = ['required-namespace', 'required-modules', 'fallback-style']
const lostOfStatements =
  /^(?:opf:(?:role|file-as|scheme|event|authority)|role|file-as|scheme|event|xsi:type)$/

/** Whether a package is of EPUB 2 or older. */
export function isOlder(root: MarkupElement): boolean {
  return !/^3(?:\.|$)/.test(attributeOf(root, 'version'))
}

/**
 * Makes a package of EPUB 2 one of EPUB 3: who did what, and by which name it is looked up, is said in statements of its
 * own; of several dates the first of publication is kept; the cover is marked as such; what is not known any more goes.
 * The contents of EPUB 2 stay, for older readers.
 * @param root         of the package's tree
 * @param propertiesOf what a text has in it that players have to know of: "svg", "scripted"; by its name in the archive
 * @param idPrefix     what no id of the package begins with
 * @see https://www.w3.org/TR/epub-33/#sec-pkg-metadata
 */
export function upgradePackage(
  xml: XmlEdits,
  root: MarkupElement,
  book: PackageDocument,
  propertiesOf: ReadonlyMap<string, readonly string[]>,
  idPrefix: string,
): void {
  xml.setAttribute(root, 'version', '3.0')
  const parts = root.children.filter(isElement)
  const metadata = parts.find(({ name }) => name === 'metadata')
  const covers = metadata === undefined ? new Set<string>() : upgradeMetadata(xml, metadata, idPrefix)
  for (const part of parts) {
    if (part.name === 'tours') xml.remove(part)
    if (part.name !== 'manifest') continue
    for (const item of part.children.filter(isElement)) {
      const id = attributeOf(item, 'id')
      const name = book.manifest.get(id)?.name ?? ''
      const isCover = covers.has(id) && attributeOf(item, 'media-type').startsWith('image/')
      const properties = [...(isCover ? ['cover-image'] : []), ...(propertiesOf.get(name) ?? [])]
      if (properties.length > 0) xml.setAttribute(item, 'properties', properties.join(' '))
      for (const lost of lostOfItems) xml.setAttribute(item, lost, null)
    }
  }
}

/** @returns ids of the covers that it names */
function upgradeMetadata(xml: XmlEdits, metadata: MarkupElement, idPrefix: string): Set<string> {
  const covers = new Set<string>()
  const prefix = xml.prefixOf(metadata)
  const elements = metadata.children.filter(isElement)
  const date = dateOf(elements)
  let people = 0
  let refinements = ''
  for (const element of elements) {
    if (element.name === 'meta') {
      if (attributeOf(element, 'name') === 'cover') covers.add(attributeOf(element, 'content'))
      xml.setAttribute(element, 'scheme', null)
      continue
    }
    // A statement that says nothing is none.
    if ((element.name === 'date' && element !== date) || textOf(element).trim() === '') {
      xml.remove(element)
      continue
    }
    const said = (name: string): string => attributeOf(element, `opf:${name}`) || attributeOf(element, name)
    const isPerson = element.name === 'creator' || element.name === 'contributor'
    const role = isPerson ? said('role') : ''
    const fileAs = isPerson ? said('file-as') : ''
    if (role !== '' || fileAs !== '') {
      const own = attributeOf(element, 'id')
      people += 1
      const id = own === '' ? `${idPrefix}person-${people}` : own
      if (own === '') xml.setAttribute(element, 'id', id)
      const say = (property: string, value: string, scheme = ''): string =>
        `<${prefix}meta refines="#${id}" property="${property}"${scheme}>${escapeXml(value)}</${prefix}meta>\n`
      if (role !== '') refinements += say('role', role, ' scheme="marc:relators"')
      if (fileAs !== '') refinements += say('file-as', fileAs)
    }
    for (const { name } of writtenTag(xml.source, element)?.attributes ?? [])
      if (lostOfStatements.test(name)) xml.setAttribute(element, name, null)
  }
  xml.append(metadata, refinements === '' ? '' : `\n${refinements}`)
  return covers
}

function dateOf(elements: readonly MarkupElement[]): MarkupElement | undefined {
  const dates = elements.filter((element) => element.name === 'date' && textOf(element).trim() !== '')
  const eventOf = (element: MarkupElement): string =>
    attributeOf(element, 'opf:event') || attributeOf(element, 'event')
  return dates.find((date) => eventOf(date) === 'publication') ?? dates.at(0)
}
