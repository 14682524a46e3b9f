import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The text's headings are its author's: many have none of the first level. */
const rules = { 'page-has-heading-one': { enabled: false } }

interface AxeResults {
  readonly violations: readonly {
    readonly id: string
    readonly help: string
    readonly nodes: readonly { readonly html: string; readonly failureSummary?: string }[]
  }[]
}

/** Holds the page as it stands to WCAG 2.2 AA with axe. @returns a sentence for each element that falls behind */
export async function auditPage(page: Page): Promise<string[]> {
  const isThere = await page.evaluate(() => 'axe' in window)
  // Evaluated by the debugger: the page's own policy lets no script in.
  if (!isThere)
    await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core'), 'utf8'))
  const results = await page.evaluate(
    async ({ runOnly, rules }) => {
      const { axe } = window as Window & { axe?: { run(options: object): Promise<AxeResults> } }
      // Of the text only what is on the screen: a book's worth of it would take minutes and say the same again. To leave
      // so much out by axe's own means takes longer still; so what is not seen looks empty to it, and stays as it is.
      const isUnseen = (element: Element): boolean => {
        const { top, bottom, left, right } = element.getBoundingClientRect()
        return bottom <= 0 || top >= innerHeight || right <= 0 || left >= innerWidth
      }
      const unseen = [...document.querySelectorAll('.prose .section')].flatMap((section) =>
        isUnseen(section)
          ? section
          : // Headings are held to have words.
            [...section.children].filter((block) => isUnseen(block) && !/^H[1-6]$/.test(block.tagName)),
      )
      const unseenParents = new Set<Node | null>(unseen)
      for (const element of unseen)
        Object.defineProperty(element, 'childNodes', { value: [], configurable: true })
      // Where it looks for what lies over what, it walks: of a section that is not rendered each style would be worked out anew.
      const createTreeWalker = document.createTreeWalker.bind(document)
      document.createTreeWalker = (root: Node, whatToShow?: number) =>
        createTreeWalker(root, whatToShow, ({ parentNode }) =>
          unseenParents.has(parentNode) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
        )
      try {
        if (!axe) throw new Error('axe is not in the page')
        return await axe.run({ runOnly, rules, resultTypes: ['violations'] })
      } finally {
        Reflect.deleteProperty(document, 'createTreeWalker')
        for (const element of unseen) Reflect.deleteProperty(element, 'childNodes')
      }
    },
    { runOnly: standards, rules },
  )
  return results.violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  )
}
