import type { DocumentFormat } from './document-format'
import { markdownFormat } from './markdown'
import { txtFormat } from './txt'

/** Every format Lector reads, in the order a file is offered to them; plain text takes whatever is left. */
export const documentFormats: readonly DocumentFormat[] = [markdownFormat, txtFormat]
