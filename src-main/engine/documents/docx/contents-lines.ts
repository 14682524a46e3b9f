import type { InlineMark } from '@contract/document'
import { childOf, childrenOf } from './word-elements'
import type { WordElement } from './word-xml'

/** What people call a table of contents; under it, lines that lead with dots to the right are its entries. */
const contentsTitle =
  /^(?:table of )?contents$|^list of (?:figures|tables)$|^inhalt(?:sverzeichnis|sübersicht)?$|^table des matières$|^sommaire$|^(?:tabla|índice)(?: de contenidos?| general)?$|^sumário$|^(?:indice|sommario)(?: generale)?$|^inhoud(?:sopgave)?$|^innehåll(?:sförteckning)?$|^indhold(?:sfortegnelse)?$|^innhold(?:sfortegnelse)?$|^sisällys(?:luettelo)?$|^spis treści$|^obsah$|^tartalom(?:jegyzék)?$|^(?:содержание|оглавление|зміст)$|^目次$|^目[录錄次]$|^차례$|^목차$/iu
const maxTitleChars = 40

/** Whether a heading announces a table of contents that was typed by hand. */
export function isContentsTitle(text: string): boolean {
  return (
    text.length <= maxTitleChars && contentsTitle.test(text.replace(/\s+/g, ' ').trim().replace(/[:.]$/, ''))
  )
}

/** Whether a paragraph has a tab stop whose way there is filled with dots or a line. */
export function hasLeaderTab(properties: WordElement | undefined): boolean {
  return childrenOf(childOf(properties, 'w:tabs'), 'w:tab').some(({ attributes }) => {
    const leader = attributes.get('w:leader')
    return leader !== undefined && leader !== 'none'
  })
}

const pageNumber = /^\s*(\d{1,5}|[ivxlcdm]{1,8}|[A-Z]{1,2}-\d{1,4})$/i
const noPageNumber = /^\s*n\/a$/i
/** More behind a tab than this is no page number. */
const maxPageNumberChars = 20

/** What stands behind the last tab, where that is little; else nothing. */
function behindLastTab(text: string): string {
  const tab = text.lastIndexOf('\t')
  return tab === -1 || text.length - tab > maxPageNumberChars ? '' : text.slice(tab + 1)
}

/** Whether a line under a contents title is an entry: words, a tab, and a page number or dots that lead to one. */
export function isEntry(text: string, hasLeader: boolean): boolean {
  const last = behindLastTab(text)
  return text.includes('\t') && (hasLeader || pageNumber.test(last) || noPageNumber.test(last))
}

/** The page number at the end of an entry, where nothing else has marked one. */
export function pageNumberMark(text: string, marks: readonly InlineMark[]): InlineMark[] {
  if (marks.some(({ kind }) => kind === 'page-number')) return []
  const found = pageNumber.exec(behindLastTab(text))
  if (found === null) return []
  return [{ kind: 'page-number', startChar: text.length - found[1].length, endChar: text.length }]
}
