import type { Block, Matter } from '@contract/document'
import type { BookFiles } from './book-files'
import type { Landmark } from './navigation'
import type { PackageDocument, SpineItem } from './package-document'

/** Roles of whole files, in the words of EPUB 2's guide and EPUB 3's landmarks. */
const matterOfRole: ReadonlyMap<string, Matter> = new Map([
  ['toc', 'contents'],
  ['copyright-page', 'imprint'],
  ['copyright', 'imprint'],
  ['imprint', 'imprint'],
  ['colophon', 'imprint'],
  ['cover', 'aside'],
  // What is looked up, not read.
  ['index', 'contents'],
  ['loi', 'contents'],
  ['lot', 'contents'],
])

/** What a file is by the roles it gives itself. */
export function matterOfRoles(roles: ReadonlySet<string>): Matter | undefined {
  for (const role of roles) {
    const matter = matterOfRole.get(role)
    if (matter !== undefined) return matter
  }
  return undefined
}

/** Where the reading begins, in the same words. */
const textRoles: ReadonlySet<string> = new Set(['text', 'start', 'bodymatter', 'chapter'])

/** Finds which files of a book are, as a whole, not what it is opened for. */
export function mattersOfFiles(
  book: PackageDocument,
  landmarks: readonly Landmark[],
  files: BookFiles,
): ReadonlyMap<string, Matter> {
  const matters = new Map<string, Matter>()
  const begins = new Set<string>()
  const isSingleFile = book.spine.length === 1
  const places = [
    ...book.guide,
    ...landmarks.flatMap(({ type, target }) => {
      const name = files.find(target)
      return name === null ? [] : [{ type, name, fragment: target.fragment }]
    }),
  ]
  for (const { type, name, fragment } of places) {
    const matter = matterOfRole.get(type)
    if (matter !== undefined && fragment === '' && !isSingleFile) matters.set(name, matter)
    else if (textRoles.has(type)) begins.add(name)
  }
  // Where the text begins is never left out, whatever else is said of the file.
  for (const name of begins) matters.delete(name)
  return matters
}

/** Names for what is seen anyway, where a description should be. */
const coverName =
  /^(?:the |front |book )*(?:cover|title[ -]?page)(?: (?:image|page|picture|art))?$|^(?:couverture|page de titre|umschlag(?:bild)?|titel(?:seite|blatt|bild)|portada|cubierta|copertina|frontespizio|omslag|capa|表紙|封面)$/i

/**
 * Says of a file's blocks what the package, or the file as a whole, says of the file. Notes stay notes, so that one rule
 * decides on all of them.
 * @param blocks changed in place
 */
export function markMatter(
  blocks: readonly Block[],
  { item, isLinear }: SpineItem,
  ofFile: Matter | undefined,
): void {
  const matter = item.properties.includes('nav') ? 'contents' : isLinear ? ofFile : (ofFile ?? 'aside')
  // A cover is a picture; the words on it that are text were meant to be read.
  const isCover = ofFile === 'aside' && isLinear
  for (const block of blocks) {
    if (block.matter !== undefined || block.kind === 'footnote') continue
    const isPicture = block.kind === 'image-alternative'
    if (matter !== undefined && (!isCover || isPicture)) block.matter = matter
    else if (isPicture && coverName.test(block.text)) block.matter = 'aside'
  }
}

const contentsTitle =
  /^(?:(?:table of )?contents|inhalt(?:sverzeichnis)?|table des mati[eè]res|sommaire|[ií]ndice|sommario|inhoud|sum[aá]rio|目次|目录)[:.]?$/i
/** Fewer lines that are links are a part of the text. */
const minContentsLines = 5
/** Of a line's letters: page numbers and dots stand beside the link. */
const minLinkedShare = 0.7

/**
 * Finds contents pages that nothing marks as such: lines, one after another, each of which is a link to another place in
 * the book; with the title above them.
 * @param blocks changed in place
 */
export function markContentsPages(blocks: readonly Block[]): void {
  for (let index = 0; index < blocks.length;) {
    let end = index
    while (end < blocks.length && isContentsLine(blocks[end])) end++
    const run = blocks.slice(index, end)
    // Chapters' headings often lead back to the contents, one by one and a few in a row.
    if (run.filter(({ kind }) => kind !== 'heading').length >= minContentsLines) {
      for (const line of run) line.matter ??= 'contents'
      const title = index === 0 ? undefined : blocks[index - 1]
      if (title && (title.kind === 'heading' || contentsTitle.test(title.text))) title.matter ??= 'contents'
    }
    index = Math.max(end, index + 1)
  }
}

function isContentsLine({ kind, text, marks }: Block): boolean {
  if (kind !== 'paragraph' && kind !== 'list-item' && kind !== 'table' && kind !== 'heading') return false
  let linked = 0
  for (const mark of marks)
    if (mark.kind === 'link' && mark.href === undefined) linked += mark.endChar - mark.startChar
  return linked > 0 && linked >= text.replace(/[\s.\d…·]/g, '').length * minLinkedShare
}
