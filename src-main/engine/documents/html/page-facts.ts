import { maskControls } from '../mask-controls'
import { readLanguage } from '../markup/flow-context'
import { languageOf } from '../markup/flow'
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
/** A page's name and the site's stand on two sides of one of these. */
const separator = / +[|\-–—:·»•/\\] +| +:: +/
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
  let heading = ''
  for (const node of nodesOf(root)) {
    if (!isElement(node)) continue
    if (node.name === 'meta') addMeta(node, metas)
    else if (node.name === 'title' && written === '') written = clean(textOf(node))
    else if (node.name === 'h1' && heading === '') heading = clean(textOf(node))
  }
  const named = titleNames.flatMap((name) => metas.get(name) ?? [])[0] ?? ''
  const sites = metas.get('og:site_name') ?? []
  const language =
    languageOf(root) ?? readLanguage(metas.get('content-language')?.[0] ?? metas.get('og:locale')?.[0] ?? '')
  return { title: pageTitle(written, named, heading, sites), authors: authorsOf(metas), language }
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
function pageTitle(written: string, named: string, heading: string, sites: readonly string[]): string {
  const title = named || written
  if (title === '') return heading
  const parts = title.split(separator).map((part) => part.trim())
  if (parts.length < 2) return title
  const isSite = (part: string): boolean => sites.some((site) => site.toLowerCase() === part.toLowerCase())
  if (heading !== '' && parts.some((part) => part.toLowerCase() === heading.toLowerCase())) return heading
  if (isSite(parts[parts.length - 1]))
    return title.slice(0, title.lastIndexOf(parts[parts.length - 1])).replace(/[\s|\-–—:·»•/\\]+$/, '')
  if (isSite(parts[0])) return title.slice(parts[0].length).replace(/^[\s|\-–—:·»•/\\]+/, '')
  return title
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
