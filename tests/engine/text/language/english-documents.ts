import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { openDocument } from '../../../../src-main/engine/documents'
import { corpusFolder } from '../../../helpers/corpus-folder'

const names = [
  ...['txt-time-machine-utf8.txt', 'txt-wodehouse-utf16le-bom-wrapped.txt'],
  ...['md-mammoth-readme.md', 'md-transformersjs-readme.md'],
]

/** Whether the English documents of the development corpus are here. */
export const hasEnglishDocuments = names.every((name) => existsSync(join(corpusFolder, name)))

/** Their blocks; one document each. */
export function openEnglishDocuments() {
  return Promise.all(
    names.map((name) => openDocument({ source: { kind: 'file', path: join(corpusFolder, name) } })),
  )
}
