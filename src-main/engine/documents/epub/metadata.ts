import { attributeOf, elementsOf, textOf, type XmlElement } from '../xml'
import { shownText } from './book-text'

/** What a book says of itself, for people. */
export interface BookMetadata {
  /** Empty when it says nothing. */
  readonly title: string
  readonly authors: string[]
  /** Who reads the recording that it brings. */
  readonly narrators: string[]
  readonly language: string | undefined
}

/** A title or a person, with what is said of it elsewhere in the metadata. */
interface Statement {
  readonly text: string
  /** Its properties: "title-type", "role", "display-seq". */
  readonly about: ReadonlyMap<string, string>
}

/** More authors are a list of everybody who ever touched the file. */
const maxAuthors = 50

/**
 * Reads a book's title, authors and language, in the forms of EPUB 2 (attributes) and 3 (refinements).
 * @param metadata the package's element of that name
 * @see https://www.w3.org/TR/epub-33/#sec-pkg-metadata
 */
export function readMetadata(metadata: XmlElement | null): BookMetadata {
  if (metadata === null) return { title: '', authors: [], narrators: [], language: undefined }
  // The oldest packages have two drawers inside.
  const drawers = elementsOf(metadata).filter(({ name }) => name === 'dc-metadata' || name === 'x-metadata')
  const elements = [metadata, ...drawers].flatMap((drawer) => elementsOf(drawer))
  const refinements = refinementsOf(elements)
  const statements = (name: string): Statement[] =>
    elements
      .filter((element) => element.name.toLowerCase() === name)
      .map((element) => statementOf(element, refinements))
      .filter(({ text }) => text !== '')
  return {
    title: titleOf(statements('title')),
    authors: authorsOf(statements('creator'), statements('contributor')),
    narrators: narratorsOf(elements),
    language: languageOf(statements('language')),
  }
}

/** Once each: a book may say it of every overlay. @see https://www.w3.org/TR/epub-33/#sec-docs-package-metadata */
function narratorsOf(elements: readonly XmlElement[]): string[] {
  const names = elements
    .filter(
      (element) => element.name === 'meta' && attributeOf(element, 'property')?.trim() === 'media:narrator',
    )
    .map((element) => shownText(textOf(element)))
  return [...new Set(names)].filter((name) => name !== '').slice(0, maxAuthors)
}

function refinementsOf(elements: readonly XmlElement[]): Map<string, Map<string, string>> {
  const refinements = new Map<string, Map<string, string>>()
  for (const element of elements) {
    const id = attributeOf(element, 'refines')?.trim().replace(/^#/, '')
    const property = attributeOf(element, 'property')?.trim()
    if (element.name !== 'meta' || !id || !property) continue
    const about = refinements.get(id) ?? new Map<string, string>()
    if (!about.has(property)) about.set(property, shownText(textOf(element)))
    refinements.set(id, about)
  }
  return refinements
}

function statementOf(
  element: XmlElement,
  refinements: ReadonlyMap<string, ReadonlyMap<string, string>>,
): Statement {
  const about = new Map(refinements.get(attributeOf(element, 'id')?.trim() ?? '') ?? [])
  const role = attributeOf(element, 'role')?.trim()
  if (role !== undefined && !about.has('role')) about.set('role', role)
  return { text: shownText(textOf(element)), about }
}

/** The main title where one is named so, else the first that is not named something else, else the first. */
function titleOf(titles: readonly Statement[]): string {
  const typeOf = ({ about }: Statement): string | undefined => about.get('title-type')
  const inOrder = inSequence(titles)
  const title =
    inOrder.find((candidate) => typeOf(candidate) === 'main') ??
    inOrder.find((candidate) => typeOf(candidate) === undefined) ??
    inOrder.at(0)
  return title?.text ?? ''
}

/** What converters write where they know nobody. */
const nobody = /^(?:unknown|unknown author|\[unknown\]|unbekannt|anonymous author)$/i

/** Who wrote it: those said to be authors or said to be nothing else; failing these, whoever made it. */
function authorsOf(creators: readonly Statement[], contributors: readonly Statement[]): string[] {
  const roleOf = ({ about }: Statement): string | undefined => about.get('role')?.toLowerCase()
  const isAuthor = (person: Statement): boolean => roleOf(person) === 'aut'
  const authors = [
    creators.filter((person) => isAuthor(person) || roleOf(person) === undefined),
    contributors.filter(isAuthor),
    creators,
  ].find((people) => people.length > 0)
  const names = inSequence(authors ?? []).map(({ text }) => text)
  return [...new Set(names)].filter((name) => !nobody.test(name)).slice(0, maxAuthors)
}

/** Those with a place in the sequence first, the others as they stand. */
function inSequence(statements: readonly Statement[]): Statement[] {
  const placeOf = ({ about }: Statement): number => {
    const place = Number.parseInt(about.get('display-seq') ?? '', 10)
    return Number.isNaN(place) ? Infinity : place
  }
  const placed = statements.map((statement) => ({ statement, place: placeOf(statement) }))
  return placed
    .sort((a, b) => (a.place === b.place ? 0 : a.place - b.place))
    .map(({ statement }) => statement)
}

const languageTag = /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i

/** The first tag as it is written; "und" and "zxx" (no language) say nothing. */
function languageOf(languages: readonly Statement[]): string | undefined {
  return languages
    .map(({ text }) => text.replaceAll('_', '-'))
    .find((tag) => languageTag.test(tag) && !/^(?:und|zxx|mul|mis)\b/i.test(tag))
}
