import { maskControls } from '../mask-controls'
import { readLanguage } from '../markup/flow-context'
import { languageOf } from '../markup/flow'
import { shownTextOf } from '../markup/shown-text'
import { attributeOf, isElement, nodesOf, textOf, type MarkupElement } from '../markup/tree'

/** What a page says about itself. */
export interface PageFacts {
  /** Without the name of the site around it; empty where the page has none. */
  readonly title: string
  readonly authors: string[]
  readonly language: string | null
}

/** Longer ones are no titles and no names. */
const maxTitleChars = 500
const maxAuthorChars = 200
const maxAuthors = 50
/** Headings among which the page's title is looked for. */
const maxHeadings = 50
/** A page's name and the site's stand on two sides of one of these. */
const separator = / +[|\-–—:·»•/\\] +| +:: +/
const outerSigns = /^[\s|\-–—:·»•/\\]+|[\s|\-–—:·»•/\\]+$/g
const authorNames = new Set([
  'author',
  'article:author',
  'dc.creator',
  'dcterms.creator',
  'citation_author',
  'parsely-author',
  'sailthru.author',
])
const titleNames = ['og:title', 'citation_title', 'dc.title', 'dcterms.title', 'twitter:title']

/** Reads a page's title, authors and language from its head, and from its main heading. */
export function readPageFacts(root: MarkupElement): PageFacts {
  const metas = new Map<string, string[]>()
  let written = ''
  const headings: string[] = []
  for (const node of nodesOf(root)) {
    if (!isElement(node)) continue
    if (node.name === 'meta') addMeta(node, metas)
    else if (node.name === 'title' && written === '') written = clean(textOf(node))
    else if (/^h[12]$/.test(node.name) && headings.length < maxHeadings)
      headings.push(clean(shownTextOf(node)))
  }
  const named = titleNames.flatMap((name) => metas.get(name) ?? [])[0] ?? ''
  const sites = metas.get('og:site_name') ?? []
  const language =
    languageOf(root) ?? readLanguage(metas.get('content-language')?.[0] ?? metas.get('og:locale')?.[0] ?? '')
  return { title: pageTitle(written, named, headings, sites), authors: authorsOf(metas), language }
}

function addMeta(meta: MarkupElement, metas: Map<string, string[]>): void {
  const name =
    attributeOf(meta, 'property') ||
    attributeOf(meta, 'name') ||
    attributeOf(meta, 'http-equiv') ||
    attributeOf(meta, 'itemprop')
  const content = clean(attributeOf(meta, 'content'))
  if (name === '' || content === '') return
  const known = metas.get(name.toLowerCase())
  if (known) known.push(content)
  else metas.set(name.toLowerCase(), [content])
}

function clean(text: string): string {
  return maskControls(text.slice(0, maxTitleChars * 4))
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, maxTitleChars)
}

/** The page's name: as it names itself to others, else its title without the site's name. */
function pageTitle(
  written: string,
  named: string,
  headings: readonly string[],
  sites: readonly string[],
): string {
  const title = named || written
  if (title === '') return headings[0] ?? ''
  const parts = title.split(separator).map((part) => part.trim())
  if (parts.length < 2) return title
  const isSite = (part: string): boolean => sites.some((site) => site.toLowerCase() === part.toLowerCase())
  const isHeading = (part: string): boolean =>
    !isSite(part) && headings.some((heading) => heading.toLowerCase() === part.toLowerCase())
  const last = parts[parts.length - 1]
  const said = parts.find(isHeading)
  // The site's own name is a heading on many a page, too: it comes last, and is the shorter one.
  if (said !== undefined && (said !== last || said.length * 2 > title.length)) return said
  const whole = headings.find((heading) => heading.length > last.length && title.startsWith(heading))
  if (whole !== undefined) return whole
  if (isSite(last) || said !== undefined)
    return title.slice(0, title.lastIndexOf(last)).replace(outerSigns, '')
  return isSite(parts[0]) ? title.slice(parts[0].length).replace(outerSigns, '') : title
}

function authorsOf(metas: ReadonlyMap<string, string[]>): string[] {
  const authors: string[] = []
  for (const [name, contents] of metas) {
    if (!authorNames.has(name)) continue
    for (const author of contents) {
      const isName = author.length <= maxAuthorChars && !/^(?:https?:|www\.|@)|\/\//i.test(author)
      if (isName && !authors.includes(author) && authors.length < maxAuthors) authors.push(author)
    }
  }
  return authors
}
