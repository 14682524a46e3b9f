import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Where what tests have said is kept, for as long as this process runs: no run hears what another one said. */
export const speechFolder = mkdtempSync(join(tmpdir(), 'lector-speech-'))
process.once('exit', () => rmSync(speechFolder, { recursive: true, force: true }))
