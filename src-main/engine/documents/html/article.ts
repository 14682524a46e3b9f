import { isElement, nodesOf, type MarkupElement, type MarkupNode } from '../markup/tree'
import { numberedPage } from './numbered-page'

/** Beyond this many elements the search takes longer than anybody waits (a second for 10,000); the whole page is read then. */
const maxSearchedElements = 25_000
/** The search goes up and down from every element: so many steps to the root from all of them, 40 from each. */
const maxSearchedSteps = 1_000_000
/** An article that has less than this share of a page's running text is not what the page is about. */
const minArticleShare = 0.3
/** A short page is no place for much else: what the search leaves out there it mostly has not understood. */
const shortPageChars = 1_500
const minShortPageShare = 0.85
/** Where readers answer: much of it is no sign that the article is not the article. */
const repliesClass = /comment|disqus|repl(?:y|ies)|discussion|respond/i
const besides = new Set(
  'nav header footer aside form menu script style template noscript head svg a'.split(' '),
)

/**
 * Finds what on a page is no part of its article.
 * @param title of the page: the heading that repeats it is kept
 * @returns the nodes to leave out, each with all that is in it; null where the page has no article, or is one
 * @see https://github.com/mozilla/readability: what an article is
 */
export async function findAroundArticle(
  root: MarkupElement,
  title: string,
  isHidden: (element: MarkupElement) => boolean,
): Promise<ReadonlySet<MarkupNode> | null> {
  const page = numberedPage(root, isHidden, maxSearchedElements, maxSearchedSteps)
  if (page === null) return null
  // Only who opens a web page waits for these two.
  const [{ parseHTML }, { Readability }] = await Promise.all([
    import('linkedom'),
    import('@mozilla/readability'),
  ])
  const { document } = parseHTML(page.html)
  const article = new Readability(document, {
    keepClasses: true,
    disableJSONLD: true,
    serializer: (node) => numbersIn(node),
  }).parse()
  const numbers = article?.content
  if (numbers === undefined || numbers === null || numbers.size === 0) return null
  const kept = keptElements(root, page.elements, numbers)
  keepHeading(root, title, kept)
  const leftOut = leaveOut(root, page.numbered, kept)
  return holdsMost(root, leftOut) ? leftOut : null
}

/** The numbers of the elements that are left. */
function numbersIn(content: unknown): ReadonlySet<number> {
  const numbers = new Set<number>()
  if (typeof content !== 'object' || content === null || !('outerHTML' in content)) return numbers
  const html = String(content.outerHTML)
  for (let at = html.indexOf(numberMark); at !== -1; at = html.indexOf(numberMark, at + 1)) {
    const from = at + numberMark.length
    numbers.add(Number.parseInt(html.slice(from, from + 8), 10))
  }
  return numbers
}

const numberMark = ' data-n="'

function keptElements(
  root: MarkupElement,
  elements: readonly MarkupElement[],
  numbers: ReadonlySet<number>,
): Set<MarkupElement> {
  const kept = new Set<MarkupElement>()
  for (const number of numbers) if (number in elements) kept.add(elements[number])
  // What was the only thing in a kept element has been merged into it.
  for (const node of nodesOf(root)) {
    if (!isElement(node) || !kept.has(node)) continue
    const only = onlyChildOf(node)
    if (only !== null) kept.add(only)
  }
  return kept
}

function onlyChildOf(element: MarkupElement): MarkupElement | null {
  let only: MarkupElement | null = null
  for (const child of element.children) {
    if (isElement(child)) {
      if (only !== null) return null
      only = child
    } else if (child.text.trim() !== '') return null
  }
  return only
}

/** The heading that says what the page's title says, which stands above the article on many a page. */
function keepHeading(root: MarkupElement, title: string, kept: Set<MarkupElement>): void {
  const wanted = plainWords(title)
  for (const node of nodesOf(root)) {
    if (!isElement(node)) continue
    if (/^h[12]$/.test(node.name) && kept.has(node) && wordsOf(node) === wanted) return
  }
  for (const node of nodesOf(root)) {
    if (!isElement(node) || !/^h[12]$/.test(node.name)) continue
    const words = wordsOf(node)
    if (words === '' || !(words === wanted || (node.name === 'h1' && wanted.startsWith(words)))) continue
    for (const inner of nodesOf(node)) if (isElement(inner)) kept.add(inner)
    return
  }
}

function wordsOf(element: MarkupElement): string {
  const parts: string[] = []
  for (const node of nodesOf(element)) if (!isElement(node)) parts.push(node.text)
  return plainWords(parts.join(''))
}

function plainWords(text: string): string {
  return text
    .slice(0, 1_000)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/**
 * Everything but what is kept: whole elements where nothing in them is kept, and the texts right in those that only
 * hold something kept. What bears no number goes with what it stands in.
 */
function leaveOut(
  root: MarkupElement,
  numbered: ReadonlySet<MarkupElement>,
  kept: ReadonlySet<MarkupElement>,
): Set<MarkupNode> {
  const leftOut = new Set<MarkupNode>()
  const holding = holdersOf(root, kept)
  const waiting: { node: MarkupElement; isKept: boolean }[] = [{ node: root, isKept: false }]
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    for (const child of entry.node.children) {
      if (!isElement(child)) {
        if (!entry.isKept) leftOut.add(child)
        continue
      }
      const isKept = kept.has(child) || (entry.isKept && !numbered.has(child))
      if (!isKept && !holding.has(child)) leftOut.add(child)
      else waiting.push({ node: child, isKept })
    }
  }
  return leftOut
}

/** Elements with something kept in them. */
function holdersOf(root: MarkupElement, kept: ReadonlySet<MarkupElement>): Set<MarkupElement> {
  const holding = new Set<MarkupElement>()
  const path: { node: MarkupElement; next: number }[] = [{ node: root, next: 0 }]
  for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
    const child = top.node.children[top.next++] as MarkupNode | undefined
    if (child === undefined) {
      path.pop()
      if (holding.has(top.node)) {
        const parent = path.at(-1)
        if (parent !== undefined) holding.add(parent.node)
      }
    } else if (isElement(child)) {
      if (kept.has(child)) holding.add(top.node)
      path.push({ node: child, next: 0 })
    }
  }
  return holding
}

/** Whether the article has a fair share of the page's text, links and what is beside it not counted. */
function holdsMost(root: MarkupElement, leftOut: ReadonlySet<MarkupNode>): boolean {
  let all = 0
  let article = 0
  const waiting: { node: MarkupElement; isIn: boolean }[] = [{ node: root, isIn: true }]
  for (let entry = waiting.pop(); entry !== undefined; entry = waiting.pop()) {
    for (const child of entry.node.children) {
      const isIn = entry.isIn && !leftOut.has(child)
      if (!isElement(child)) {
        const chars = child.text.trim().length
        all += chars
        if (isIn) article += chars
      } else if (!besides.has(child.name) && !isReplies(child)) waiting.push({ node: child, isIn })
    }
  }
  return article >= all * (all < shortPageChars ? minShortPageShare : minArticleShare)
}

function isReplies({ attributes }: MarkupElement): boolean {
  return repliesClass.test(`${attributes.get('class') ?? ''} ${attributes.get('id') ?? ''}`)
}
