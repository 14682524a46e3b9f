import type { DocumentHead } from '@contract/document'
import { markGutenbergLicence } from '../gutenberg'
import { LinkedPictures, readLinkedPicture } from '../linked-pictures'
import { readFlow, withoutLostPictures } from '../markup/flow'
import { PageFormulas } from '../markup/page-formulas'
import { parseHtml } from '../markup/parse-html'
import { parseXhtml } from '../markup/parse-xhtml'
import { writingIn } from '../markup/writing'
import { maskControls } from '../mask-controls'
import type { DocumentFormat, OpenedDocument } from '../document-format'
import { documentId, titleFromFileName } from '../name-document'
import { findAroundArticle } from './article'
import { decodePage } from './decode-page'
import { isPage } from './detect-page'
import { hiddenElements } from './hidden-elements'
import { readPageFacts } from './page-facts'
import { flowInPieces } from './pieces-of-flow'

export { openPastedHtml } from './pasted'

/** A book of Project Gutenberg is the whole page, licence and all. */
const gutenbergPage = /start of (?:the|this) project gutenberg/i

/** Web pages, HTML and XHTML: the article in them, or all of a page that is none or was asked for whole. */
export const htmlFormat: DocumentFormat = {
  id: 'html',
  detect: isPage,
  open: async (source, options, signal): Promise<OpenedDocument> => {
    const { text, encoding, warnings } = await decodePage(source, options)
    signal.throwIfAborted()
    const masked = maskControls(text)
    const root = /^\s*<\?xml\b/.test(masked.slice(0, 200))
      ? parseXhtml(masked, 'html')
      : parseHtml(masked, 'html')
    signal.throwIfAborted()
    const { title, authors, language } = readPageFacts(root)
    const writing = writingIn(root)
    const isWhole = options.wholePage === true || gutenbergPage.test(masked)
    const around = isWhole ? null : await findAroundArticle(root, title, hiddenElements(root))
    signal.throwIfAborted()
    const flow = readFlow(root, {
      part: 0,
      source: text,
      isPage: true,
      ...(await new PageFormulas(language ?? undefined).optionFor(root)),
      ...(language === null ? {} : { language }),
      ...(around === null ? {} : { isLeftOut: (node) => around.has(node) }),
    })
    await new LinkedPictures(source, options).find(flow.pictures)
    const { blocks, outside } = withoutLostPictures(flow)
    markGutenbergLicence(blocks)
    signal.throwIfAborted()
    const head: DocumentHead = {
      id: await documentId(source),
      title: title || titleFromFileName(source.fileName),
      authors,
      format: 'html',
      encoding,
      ...(language === null ? {} : { language }),
      ...(writing === null || writing === 'horizontal-tb' ? {} : { writing }),
    }
    return { head, pieces: flowInPieces(blocks, outside, warnings) }
  },
  readPicture: (source, name) =>
    readLinkedPicture(name, source, async (asked) => (await decodePage(source, asked)).text),
}
