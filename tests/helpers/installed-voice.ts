import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { InstalledVoice } from '../../src-main/engine/voices/family'
import { parseVoiceManifest } from '../../src-main/engine/voices/store'

const directory = resolve('models/heart')

/** Whether the default voice's files are there: `npm test` fetches them first. */
export const hasVoice = existsSync(join(directory, 'files', 'hibari.onnx'))

/** The default voice as the engine finds it. */
export async function installedVoice(precision: InstalledVoice['precision']): Promise<InstalledVoice> {
  const manifest: unknown = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'))
  return {
    manifest: parseVoiceManifest(manifest, directory),
    filesDirectory: join(directory, 'files'),
    preparedDirectory: join(directory, 'prepared'),
    precision,
  }
}
