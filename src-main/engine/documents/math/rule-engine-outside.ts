import * as xmldom from '@xmldom/xmldom'
import wickedGoodXpath from 'wicked-good-xpath'

/** What wicked-good-xpath hangs its functions on. */
const page: { document: Record<string, unknown>; XPathResult: unknown } = { document: {}, XPathResult: {} }
wickedGoodXpath.install(page)

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
  xpath: { ...page.document, XPathResult: page.XPathResult },
  fs: null,
  url: '',
  jsonPath: '',
  mathmapsIePath: '',
  WGXpath: '',
  wgxpath: null,
  extRequire: () => null,
}
