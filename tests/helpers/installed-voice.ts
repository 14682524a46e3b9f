import { existsSync, readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { InstalledVoice } from '../../src-main/engine/voices/family'
import { parseVoiceManifest } from '../../src-main/engine/voices/store'

/** Whether all files of a voice are there. */
export function isFetched(id: string): boolean {
  const directory = resolve('models', id)
  const manifest: unknown = JSON.parse(readFileSync(join(directory, 'manifest.json'), 'utf8'))
  const { files } = parseVoiceManifest(manifest, directory)
  return files.every(({ name }) => existsSync(join(directory, 'files', name)))
}

/** Whether the default voice's files are there: `npm test` fetches them first. */
export const hasVoice = isFetched('heart')

/** A voice as the engine finds it; the default one unless another is named. */
export async function installedVoice(
  precision: InstalledVoice['precision'],
  id = 'heart',
): Promise<InstalledVoice> {
  const directory = resolve('models', id)
  const manifest: unknown = JSON.parse(await readFile(join(directory, 'manifest.json'), 'utf8'))
  return {
    manifest: parseVoiceManifest(manifest, directory),
    filesDirectory: join(directory, 'files'),
    preparedDirectory: join(directory, 'prepared'),
    precision,
  }
}
