import type { BlockKind, Matter } from '@contract/document'
import { isSummary, type IsFold } from './folds'
import type { WhiteSpace } from './gather-text'
import { classesOf, hasClass, shortTextOf } from './semantics'
import type { ShownStyle } from './style-rules'
import { attributeOf, isElement, type MarkupElement } from './tree'

/** What is known of a place in the tree from the elements around it. */
export interface FlowContext {
  /** What text right here becomes. */
  readonly kind: BlockKind
  readonly level?: number
  readonly matter?: Matter | undefined
  /** Within what is folded away: what the matter is outside of it. */
  readonly matterOutside?: Matter | undefined
  readonly language?: string
  readonly whiteSpace: WhiteSpace
  /** Of `ssml:ph`. */
  readonly alphabet: string
  readonly listDepth: number
  /** Within a cell or a stanza: what begins and ends blocks elsewhere begins and ends lines here. */
  readonly isOneBlock: boolean
  readonly isInNotes: boolean
  readonly isFurniture: boolean
}

export const outermost: FlowContext = {
  kind: 'paragraph',
  whiteSpace: 'normal',
  alphabet: 'ipa',
  listDepth: 0,
  isOneBlock: false,
  isInNotes: false,
  isFurniture: false,
}

const languageTag = /^[a-z]{2,8}(?:[-_][a-z\d]{1,8}){0,6}$/i
const verseClass = /^(?:poem|poetry|verse|stanza|lyrics?|song|strophe|linegroup|lg)$/i
const stanzaClass = /^(?:stanza|strophe|linegroup|lg)$/i
const lineClass = /^(?:line|verse-?line|poem-?line|l|v|i\d{1,2}|indent\d{0,2})$/i
const captionClass = /^(?:wp-caption-text|caption|captiontext|figcaption|image-?caption|thumbcaption)$/i
const imprintClass = /^(?:copyright(?:-?page)?|imprint|colophon|uncopyright)$/i
const contentsClass = /^(?:toc|table-of-contents|tableofcontents)$/i
const licenceClass = /^(?:pg-boilerplate|pg-?header|pg-?footer)$/i
const editClass = /^mw-editsection$|^editsection$/i

/** A language's tag as it is written elsewhere; null for what is none. */
export function readLanguage(written: string): string | null {
  const tag = written.trim().replaceAll('_', '-')
  return languageTag.test(tag) && tag.toLowerCase() !== 'und' ? tag : null
}

export function sameLanguage(one: string | undefined, other: string | undefined): boolean {
  return (one ?? '').toLowerCase() === (other ?? '').toLowerCase()
}

/** What is inherited by all that an element holds, whatever the element is. */
export function inherit(element: MarkupElement, context: FlowContext, style: ShownStyle): FlowContext {
  if (element.attributes.size === 0 && style.whiteSpace === undefined && element.name !== 'nobr')
    return context
  const language = readLanguage(attributeOf(element, 'xml:lang') || attributeOf(element, 'lang'))
  const alphabet = attributeOf(element, 'ssml:alphabet').toLowerCase()
  const whiteSpace = whiteSpaceOf(style.whiteSpace)
  return {
    ...context,
    ...(language === null ? {} : { language }),
    ...(alphabet === '' ? {} : { alphabet }),
    ...(whiteSpace === null ? {} : { whiteSpace }),
  }
}

function whiteSpaceOf(value: string | undefined): WhiteSpace | null {
  switch (value) {
    case 'pre':
    case 'pre-wrap':
    case 'break-spaces':
      return 'pre'
    case 'pre-line':
      return 'pre-line'
    case 'normal':
    case 'nowrap':
      return 'normal'
    default:
      return null
  }
}

/** What part of a document an element says it is; undefined where it says nothing of the kind. */
export function matterOf(
  element: MarkupElement,
  says: ReadonlySet<string>,
  isPage: boolean,
): Matter | 'furniture' | undefined {
  const id = attributeOf(element, 'id')
  if (licenceClass.test(id) || hasClass(element, licenceClass)) return 'licence'
  if (says.has('toc') || contentsClass.test(id) || hasClass(element, contentsClass)) return 'contents'
  if (says.has('landmarks') || says.has('page-list') || says.has('loi') || says.has('lot')) return 'contents'
  if (says.has('imprint') || says.has('colophon') || says.has('copyright-page')) return 'imprint'
  if (!isPage && /^(?:body|section|div)$/.test(element.name) && hasClass(element, imprintClass))
    return 'imprint'
  if (element.name === 'nav') return isPage ? 'furniture' : 'contents'
  if (!isPage) return undefined
  if (says.has('navigation') || says.has('search') || says.has('menu') || says.has('menubar'))
    return 'furniture'
  if (says.has('contentinfo') || says.has('toolbar') || hasClass(element, editClass)) return 'furniture'
  return undefined
}

/** What is folded away is beside the text that is read; the line that unfolds it is in it. */
export function foldOf(
  element: MarkupElement,
  parent: MarkupElement | undefined,
  context: FlowContext,
  isFold: IsFold,
): FlowContext {
  if (isFold(element)) return { ...context, matter: context.matter ?? 'aside', matterOutside: context.matter }
  if (parent === undefined || !isSummary(element) || !isFold(parent)) return context
  return { ...context, matter: context.matterOutside }
}

/** What an element's text becomes, by what it is and where it stands; null where that does not change. */
export function kindOf(
  element: MarkupElement,
  context: FlowContext,
  says: ReadonlySet<string>,
): { kind: BlockKind; level?: number } | null {
  const { name } = element
  const heading = /^h([1-6])$/.exec(name)
  if (heading !== null || says.has('heading')) {
    const said = /^[1-9]$/.exec(attributeOf(element, 'aria-level'))
    const level = says.has('heading') && said !== null ? Number(said[0]) : Number(heading?.[1] ?? 2)
    if (!says.has('presentation') && !says.has('none')) return { kind: 'heading', level: Math.min(level, 6) }
  }
  if (context.kind === 'footnote') return null
  if (name === 'figcaption' || name === 'caption' || isCaption(element)) return { kind: 'caption' }
  if (isVerse(element, says)) return { kind: 'verse' }
  if (context.kind !== 'paragraph') return null
  const listLevel = wordListLevel(element)
  if (listLevel !== null) return { kind: 'list-item', level: listLevel }
  if (hasClass(element, /^MsoTitle$/)) return { kind: 'heading', level: 1 }
  return name === 'blockquote' || says.has('epigraph') ? { kind: 'quote' } : null
}

/** Word writes lists as paragraphs whose style says which list and how deep. */
function wordListLevel(element: MarkupElement): number | null {
  const style = element.attributes.get('style') ?? ''
  const level = /mso-list:\s*[\w]{1,20}\s+level(\d)/i.exec(style.slice(0, 2_000))?.[1]
  return level === undefined ? null : Math.max(1, Number(level))
}

/** The number or sign that Word puts before an item of such a list; null for any other element. */
export function wordListMarker(element: MarkupElement): string | null {
  const style = element.attributes.get('style') ?? ''
  if (element.name !== 'span' || !/mso-list:\s*ignore/i.test(style.slice(0, 2_000))) return null
  const written = (shortTextOf(element, 40) ?? '').replace(/[\s\u00a0]+/g, ' ').trim()
  // Letters of symbol fonts, which are bullets in them.
  return { '·': '•', o: '◦', '§': '▪', '\uf0b7': '•', '\uf0a7': '▪' }[written] ?? written
}

function isCaption(element: MarkupElement): boolean {
  return /^(?:p|div)$/.test(element.name) && hasClass(element, captionClass)
}

/** "z3998:verse", "poem", a class with such a name: on something that holds lines, not on a word. */
function isVerse(element: MarkupElement, says: ReadonlySet<string>): boolean {
  if (/^(?:span|a|i|em|b|cite|sup)$/.test(element.name)) return false
  return (
    says.has('verse') ||
    says.has('poem') ||
    says.has('hymn') ||
    says.has('lyrics') ||
    hasClass(element, verseClass)
  )
}

/** Whether an element holds lines that belong together, each an element of its own. */
export function isStanza(element: MarkupElement): boolean {
  if (hasClass(element, stanzaClass)) return true
  const inner = element.children.filter(isElement)
  return inner.length > 1 && inner.every((child) => classesOf(child).some((name) => lineClass.test(name)))
}
