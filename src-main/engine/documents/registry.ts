import type { DocumentFormat } from './document-format'
import { docxFormat } from './docx'
import { epubFormat } from './epub'
import { htmlFormat } from './html'
import { markdownFormat } from './markdown'
import { pdfFormat } from './pdf'
import { recordingFormat } from './recording'
import { txtFormat } from './txt'

/** Every format Lector reads, in the order a file is offered to them; plain text takes whatever is left. */
export const documentFormats: readonly DocumentFormat[] = [
  pdfFormat,
  epubFormat,
  docxFormat,
  recordingFormat,
  htmlFormat,
  markdownFormat,
  txtFormat,
]
