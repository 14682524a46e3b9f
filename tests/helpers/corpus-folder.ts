import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The development documents, which lie beside the project where they are. */
export const corpusFolder = resolve(import.meta.dirname, '../../../shared/corpus/dev')
export const hasCorpus = existsSync(join(corpusFolder, 'manifest.json'))
/** For the names of tests that are skipped without. */
export const corpusNeeds = '(needs ../shared/corpus)'
