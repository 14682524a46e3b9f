import { childOf, childrenOf, descendantsOf, isOn, textCharsIn } from './word-elements'
import type { WordElement } from './word-xml'

/** Words for what a drawing shows, and the picture itself. */
export interface DrawnPicture {
  /** Empty where there are none; then there is a picture to be seen. */
  readonly words: string
  /** Whether the document says that it only decorates. */
  readonly isDecorative: boolean
  /** The relationship to the picture's part; undefined for a drawing that is none, or more than one. */
  readonly relationship: string | undefined
  /** As wide as it is shown, in px; undefined where that is not said. */
  readonly widthPixels: number | undefined
}

/** What a drawing brings: text in boxes, and words for what it shows. */
export interface DrawnContent {
  readonly textBoxes: readonly WordElement[]
  readonly alternatives: readonly DrawnPicture[]
  /** Relationships to the parts with the text of diagrams. */
  readonly diagrams: readonly string[]
  /** Text in it that is there a second time, for programs that know less. */
  readonly duplicateChars: number
  readonly hiddenChars: number
}

/** Word puts a picture's file name where its description belongs; it says nothing of the picture. */
const fileName =
  /^(?:[a-z]:[\\/]|file:|https?:|\\\\|\/)?[^\n]{0,300}\.(?:png|jpe?g|gif|bmp|tiff?|emf|wmf|svg|webp)$/i
const automaticRemark = / ?(?:Description automatically generated|Automatisch generierte Beschreibung).*$/i

/** Words for a picture; empty where there are none worth it. */
function usefulWords(written: string | undefined): string {
  const words = (written ?? '').replace(/\s+/g, ' ').replace(automaticRemark, '').trim()
  return fileName.test(words) && !/\s\S+\s\S+\s/.test(words) ? '' : words
}

/**
 * Of two branches that say the same, the one for newer programs, unless there is nothing in it that can be read
 * (ECMA-376 part 3, 7.6).
 * @returns the branch to read, and how many characters of text the others hold
 */
export function chooseBranch(alternate: WordElement): {
  readonly chosen: WordElement | undefined
  readonly duplicateChars: number
} {
  const branches = [...childrenOf(alternate, 'mc:Choice'), ...childrenOf(alternate, 'mc:Fallback')]
  const chosen = branches.find(isReadable) ?? branches.at(-1)
  let duplicateChars = 0
  for (const branch of branches) if (branch !== chosen) duplicateChars += textCharsIn(branch)
  return { chosen, duplicateChars }
}

const readable: ReadonlySet<string> = new Set([
  'w:txbxContent',
  'wp:docPr',
  'w:t',
  'w:tab',
  'm:t',
  'w:sym',
  'w:p',
  'dgm:relIds',
])

function isReadable(branch: WordElement): boolean {
  for (const { name } of descendantsOf(branch)) if (readable.has(name)) return true
  return false
}

/** Reads a `w:drawing`, `w:pict` or `w:object`. */
export function readDrawing(drawing: WordElement): DrawnContent {
  const textBoxes: WordElement[] = []
  const alternatives: DrawnPicture[] = []
  const add = (words: string, frame: WordElement, isDecorative = false): void => {
    const relationship = pictureOf(frame)
    if (words !== '' || relationship !== undefined)
      alternatives.push({ words, isDecorative, relationship, widthPixels: widthOf(frame) })
  }
  const addSaid = (frame: WordElement, attribute: string): void => {
    const words = usefulWords(frame.attributes.get(attribute))
    if (words !== '') add(words, frame)
  }
  const diagrams: string[] = []
  let duplicateChars = 0
  let hiddenChars = 0
  const visit = (element: WordElement): void => {
    switch (element.name) {
      case 'mc:AlternateContent': {
        const branch = chooseBranch(element)
        duplicateChars += branch.duplicateChars
        if (branch.chosen !== undefined) visit(branch.chosen)
        return
      }
      case 'w:txbxContent':
        textBoxes.push(element)
        return
      case 'dgm:relIds':
        diagrams.push(element.attributes.get('r:dm') ?? '')
        return
      case 'wp:inline':
      case 'wp:anchor': {
        const properties = childOf(element, 'wp:docPr')
        if (isOn(properties?.attributes.get('hidden') ?? '0')) {
          hiddenChars += textCharsIn(element)
          return
        }
        const isDecoration = isDecorative(properties)
        add(isDecoration ? '' : wordsOf(properties) || wordsOfPicture(element), element, isDecoration)
        break
      }
      case 'v:shape':
      case 'v:rect':
      case 'v:oval':
      case 'v:roundrect':
      case 'v:group':
        // What nothing is said of here is met again as the picture inside.
        addSaid(element, 'alt')
        break
      case 'v:textpath':
        // Letters drawn as a picture: what they say is on the page.
        addSaid(element, 'string')
        break
      case 'v:imagedata':
        if (alternatives.length === 0) add(usefulWords(element.attributes.get('o:title')), element)
        break
    }
    for (const child of childrenOf(element)) visit(child)
  }
  visit(drawing)
  // A box is described by the words in it.
  return {
    diagrams,
    textBoxes,
    alternatives: textBoxes.length > 0 ? [] : alternatives,
    duplicateChars,
    hiddenChars,
  }
}

/** English Metric Units in a px of a style sheet (ECMA-376 part 1, 20.1.2.1: 914,400 in an inch). */
const unitsPerPixel = 9_525

/** The one picture in a frame that lies in the package: a link to a file elsewhere is never followed. */
function pictureOf(frame: WordElement): string | undefined {
  const found = new Set<string>()
  for (const { name, attributes } of [frame, ...descendantsOf(frame)]) {
    const id =
      name === 'a:blip' ? attributes.get('r:embed') : name === 'v:imagedata' ? attributes.get('r:id') : ''
    if (id) found.add(id)
  }
  return found.size === 1 ? [...found][0] : undefined
}

function widthOf(frame: WordElement): number | undefined {
  const pixels = Number(childOf(frame, 'wp:extent')?.attributes.get('cx')) / unitsPerPixel
  return pixels >= 1 ? pixels : undefined
}

function wordsOf(properties: WordElement | undefined): string {
  return usefulWords(properties?.attributes.get('descr')) || usefulWords(properties?.attributes.get('title'))
}

function wordsOfPicture(frame: WordElement): string {
  for (const element of descendantsOf(frame, ({ name }) => name !== 'w:txbxContent'))
    if (element.name === 'pic:cNvPr') return wordsOf(element)
  return ''
}

function isDecorative(properties: WordElement | undefined): boolean {
  if (properties === undefined) return false
  for (const { name, attributes } of descendantsOf(properties))
    if (name === 'adec:decorative') return isOn(attributes.get('val') ?? '1')
  return false
}
