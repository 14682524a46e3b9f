import { attributeOf, descendantsOf, elementOf, elementsOf, textOf, type XmlElement } from '../xml'
import { shownText } from './book-text'
import { words } from './package-document'
import type { ResourceReference } from './resource-path'
import { resolveReference } from './resource-path'

/** A line of a book's own table of contents. */
export interface NavigationEntry {
  readonly title: string
  /** From 1, the outermost. */
  readonly level: number
  /** Null for a line that leads nowhere: it stands over those below it. */
  readonly target: ResourceReference | null
}

/** A part of the book with a role: "cover", "toc", "bodymatter" … */
export interface Landmark {
  readonly type: string
  readonly target: ResourceReference
}

/** More lines than any contents have: a Bible by verses has 31,000. */
const maxEntries = 50_000
/** What the model holds; deeper ones stay at this. */
const maxLevel = 9

/** The contents that an EPUB 3 navigation document lists; lists of pages, figures and the like are not among them. */
export function readNavigation(root: XmlElement, base: string): NavigationEntry[] {
  const all = descendantsOf(root, 'nav')
  // A document with one list only may not say what it is.
  const nav =
    all.find((candidate) => typesOf(candidate).includes('toc')) ?? (all.length === 1 ? all[0] : undefined)
  const entries: NavigationEntry[] = []
  if (nav && !typesOf(nav).some((type) => type === 'landmarks' || type === 'page-list'))
    for (const list of listsIn(nav)) readList(list, 1, base, entries)
  return entries
}

/** The parts that a navigation document gives roles. */
export function readLandmarks(root: XmlElement, base: string): Landmark[] {
  const nav = descendantsOf(root, 'nav').find((candidate) => typesOf(candidate).includes('landmarks'))
  return (nav ? descendantsOf(nav, 'a') : []).flatMap((link) => {
    const target = resolveReference(base, attributeOf(link, 'href') ?? '')
    return target === null ? [] : typesOf(link).map((type) => ({ type, target }))
  })
}

function typesOf(element: XmlElement): string[] {
  return words(attributeOf(element, 'type')?.toLowerCase())
}

/** The lists right below a heading or a wrapper. */
function listsIn(parent: XmlElement): XmlElement[] {
  const lists = elementsOf(parent).filter(({ name }) => name === 'ol' || name === 'ul')
  return lists.length > 0 ? lists : elementsOf(parent).flatMap(listsIn)
}

function readList(list: XmlElement, level: number, base: string, entries: NavigationEntry[]): void {
  for (const item of elementsOf(list, 'li')) {
    if (entries.length >= maxEntries) return
    const label = descendantsOf(withoutLists(item), 'a').at(0) ?? withoutLists(item)
    add(entries, label, level, resolveReference(base, attributeOf(label, 'href') ?? '#'), base)
    for (const below of listsIn(item)) readList(below, level + 1, base, entries)
  }
}

function withoutLists(item: XmlElement): XmlElement {
  const children = item.children.filter(
    (child) => typeof child === 'string' || (child.name !== 'ol' && child.name !== 'ul'),
  )
  return { ...item, children }
}

function add(
  entries: NavigationEntry[],
  label: XmlElement,
  level: number,
  target: ResourceReference | null,
  base: string,
): void {
  const title = shownText(labelText(label))
  // A link to the list itself leads nowhere.
  const isHere = target !== null && target.path === base
  if (title !== '') entries.push({ title, level: Math.min(level, maxLevel), target: isHere ? null : target })
}

/** A label's text, or where it is a picture, what stands for that. */
function labelText(label: XmlElement): string {
  const text = textOf(label)
  if (text.trim() !== '') return text
  const picture = descendantsOf(label, 'img').at(0)
  return (picture && attributeOf(picture, 'alt')) ?? attributeOf(label, 'title') ?? ''
}

/** The contents of EPUB 2. */
export function readNcx(root: XmlElement, base: string): NavigationEntry[] {
  const map = elementOf(root, 'navMap') ?? descendantsOf(root, 'navMap').at(0)
  const entries: NavigationEntry[] = []
  const walk = (parent: XmlElement, level: number): void => {
    for (const point of elementsOf(parent, 'navPoint')) {
      if (entries.length >= maxEntries) return
      const content = elementOf(point, 'content')
      const source = content && attributeOf(content, 'src')
      const label = elementOf(point, 'navLabel') ?? point
      add(
        entries,
        elementOf(label, 'text') ?? label,
        level,
        source === undefined ? null : resolveReference(base, source),
        base,
      )
      walk(point, level + 1)
    }
  }
  if (map) walk(map, 1)
  return entries
}
