import type { DocumentFormat } from '../document-format'
import { openPdf } from './open-pdf'

/** Where in a file its header may stand: programs put lines of their own before it (ISO 32000, annex H.3.4.1). */
const headerWithinBytes = 1_024

/** Portable documents. */
export const pdfFormat: DocumentFormat = {
  id: 'pdf',
  detect: ({ head }) => {
    const text = Buffer.from(head.subarray(0, headerWithinBytes)).toString('latin1')
    // Text that speaks of the header does not begin a line with it and a version.
    return /^%PDF-\d\.\d/m.test(text) || text.startsWith('%PDF-')
  },
  open: openPdf,
}
