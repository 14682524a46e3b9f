import { classesOf, hasClass, semanticsOf, shortTextOf } from './semantics'
import { attributeOf, findElement, type MarkupElement } from './tree'

/** "1", "[12]", "(a)", "*", "†", "iv", "note 3". */
const noteMark =
  /^[[(]?\s?(?:(?:note|nb|n\.?)\s?)?(?:\d{1,4}[a-z]?|[ivxlc]{1,7}|[a-z]{1,2}|[*∗†‡§¶#‖]{1,4})\s?[\])]?[.:]?$/i
const bracketedMark = /^(?:\[[^[\]]{1,40}\]|\((?:\d{1,3}|[*†‡§])\))$/
const signMark = /^[*∗†‡§¶]{1,3}$/
const numberMark = /^\d{1,3}(?:\s?[,–-]\s?\d{1,3})*$/
/** Anchors of notes in the habits of converters, word processors and weblogs. */
const noteAnchor =
  /^_{0,2}(?:foot_?-?note|end_?-?note|rear-?note|cite_note|note|ftn|edn|fn|en|n)s?[-_.:]?(?!.{0,8}ref).{0,30}\d/i
const noteClass =
  /^(?:foot|end|rear)-?note(?:[-_]?(?:ref|reference|anchor|call|link|mark|number))?$|^(?:fn|note)-?(?:ref|anchor|call|link)$|^fnanchor$|^MsoFootnoteReference$|^MsoEndnoteReference$|^fn$|^noteref$|^reference$/i
const noteBodyClass =
  /^(?:foot|end|rear)-?notes?(?:[-_]?(?:text|body|content|item|entry|def|definition|p))?$|^MsoFootnoteText$|^MsoEndnoteText$/i
const noteListClass =
  /^(?:foot|end|rear)-?notes(?:[-_](?:list|section|area|block))?$|^references$|^reflist$|^footnotes-list$/i
const backClass = /back-?link|reversefootnote|footnote-?back|fn-?back|^mw-cite-backlink$/i
const backText =
  /^[[(]?\s?(?:[↩↑^⬆⏎⤴←⇑▲↵⮌⇧\ufe0e\ufe0f]{1,3}|(?:jump )?(?:back|up|return|go back|zurück|retour)(?: (?:to|zum|au) [\w\s]{1,20})?)\s?\d{0,3}\s?[\])]?$/i
/** Marks are short; what is longer is not looked at. */
const maxMarkChars = 40

/** The anchor that a link leads to within this or a neighbouring file; empty for links that lead nowhere of the kind. */
export function fragmentOf(link: MarkupElement): string {
  const href = attributeOf(link, 'href')
  const at = href.indexOf('#')
  return at === -1 || /^[a-z][a-z\d+.-]{1,20}:/i.test(href) ? '' : href.slice(at + 1)
}

/**
 * Whether a link refers to a note: it says so, or it is a number or a sign that is raised, in brackets, or leads to an
 * anchor with the name of a note.
 */
export function isNoteLink(link: MarkupElement, isRaised: boolean): boolean {
  const says = semanticsOf(link)
  if (says.has('noteref')) return true
  if (says.has('backlink') || says.has('pagebreak') || link.name !== 'a') return false
  const fragment = fragmentOf(link)
  if (fragment === '') return false
  const text = shortTextOf(link, maxMarkChars)
  if (text === null || !noteMark.test(text)) return false
  return (
    isRaised ||
    bracketedMark.test(text) ||
    noteAnchor.test(fragment) ||
    hasClass(link, noteClass) ||
    findElement(link, ({ name }) => name === 'sup') !== null
  )
}

/**
 * Whether raised text is a reference to a note. Without a link only a sign, a bracketed number, or a number right behind
 * a mark of punctuation is: "20th", "m²" and "x²" stay what they are.
 * @param before what stands before it in its block
 */
export function isRaisedNote(raised: MarkupElement, before: string): boolean {
  if (semanticsOf(raised).has('noteref')) return true
  const text = shortTextOf(raised, maxMarkChars)
  if (text === null || text === '') return false
  const link = findElement(raised, ({ name }) => name === 'a')
  if (link !== null && isNoteLink(link, true)) return true
  if (
    hasClass(
      raised,
      /^(?:reference|noprint|Inline-Template|noteref|footnote-?(?:ref|reference|number)|fn|fnref)$/i,
    )
  )
    return true
  if (bracketedMark.test(text)) return true
  if (signMark.test(text)) return before !== ''
  return numberMark.test(text) && /[\p{L}\p{N}][.,;:!?]["'”’»)]*$|[”’»]$/u.test(before)
}

/** Whether an element is a note's own text. */
export function isNoteBody(element: MarkupElement, says: ReadonlySet<string>): boolean {
  if (says.has('footnote')) return true
  if (hasClass(element, noteBodyClass) && !isNoteList(element, says)) return true
  const id = attributeOf(element, 'id')
  if (!noteAnchor.test(id)) return false
  return findElement(element, (inner) => inner.name === 'a' && isWayBack(inner)) !== null
}

/** Whether an element gathers notes. */
export function isNoteList(element: MarkupElement, says: ReadonlySet<string>): boolean {
  return (
    says.has('footnotes') ||
    (/^(?:ol|ul|div|section|aside|dl)$/.test(element.name) && hasClass(element, noteListClass))
  )
}

/** Whether a link in a note leads back to where it is referred to: by a sign, not by its number. */
export function isBackLink(element: MarkupElement, says: ReadonlySet<string>): boolean {
  if (says.has('backlink')) return true
  if (element.name !== 'a') return classesOf(element).includes('mw-cite-backlink')
  if (fragmentOf(element) === '' && attributeOf(element, 'href') !== '#') return false
  if (hasClass(element, backClass)) return true
  const text = shortTextOf(element, maxMarkChars)
  return text !== null && backText.test(text)
}

/** The number or sign that a note begins with, if this element at its beginning is it; else null. */
export function noteMarkerOf(element: MarkupElement): string | null {
  if (element.name !== 'a' && element.name !== 'sup') return null
  const text = shortTextOf(element, maxMarkChars)
  if (text === null || !noteMark.test(text)) return null
  return element.name === 'sup' || fragmentOf(element) !== '' || element.attributes.has('id') ? text : null
}

function isWayBack(link: MarkupElement): boolean {
  if (isBackLink(link, semanticsOf(link))) return true
  const text = shortTextOf(link, maxMarkChars)
  return text !== null && noteMark.test(text) && fragmentOf(link) !== ''
}
