import * as xmldom from '@xmldom/xmldom'
import wickedGoodXpath, { type XPathExpression, type XPathPage } from 'wicked-good-xpath'

/** Expressions kept compiled: the rules of a language have some 1,500, and a few name an element by its number. */
const maxCompiled = 5_000

const page: XPathPage = { document: {}, XPathResult: {} }
wickedGoodXpath.install(page)
const { createExpression } = page.document

/** XPath in which an expression is read once: reading it was a third of the time a formula took. */
function createXPath(): object {
  const compiled = new Map<string, XPathExpression>()
  return {
    ...page.document,
    XPathResult: page.XPathResult,
    evaluate(expression: string, node: unknown, resolver: unknown, type: number): unknown {
      let known = compiled.get(expression)
      if (!known) {
        if (compiled.size >= maxCompiled) compiled.clear()
        known = createExpression!(expression, resolver)
        compiled.set(expression, known)
      }
      return known.evaluate(node, type)
    },
  }
}

/**
 * Takes the place of speech-rule-engine's own module of this name (scripts/vite-plugin-math-speech.mjs), which looks
 * for a browser, for `require` and for a folder of tables, and knows an address to load them from. Here it is given an
 * XML parser and XPath, and nothing that reaches a disk or a network.
 */
export const SystemExternal = {
  windowSupported: false,
  documentSupported: false,
  xmldom,
  document: new xmldom.DOMImplementation().createDocument(null, ''),
  xpath: createXPath(),
  fs: null,
  url: '',
  jsonPath: '',
  mathmapsIePath: '',
  WGXpath: '',
  wgxpath: null,
  extRequire: () => null,
}
