import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const standards = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
/** The text's headings are its author's: many have none of the first level. */
const rules = { 'page-has-heading-one': { enabled: false } }
/** Of the text only what is on the screen: a book's worth of it would take minutes and say the same again. */
const unseenText = '.prose .section.waiting'

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
    ({ runOnly, rules, exclude }) =>
      (window as Window & { axe?: { run(context: object, options: object): Promise<AxeResults> } }).axe?.run(
        { exclude: [exclude] },
        { runOnly, rules, resultTypes: ['violations'] },
      ),
    { runOnly: standards, rules, exclude: unseenText },
  )
  return (results?.violations ?? []).flatMap(({ id, help, nodes }) =>
    nodes.map(({ html, failureSummary }) => `${id}: ${help}: ${html.slice(0, 200)} ${failureSummary ?? ''}`),
  )
}
