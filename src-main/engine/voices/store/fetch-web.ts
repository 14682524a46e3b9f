import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { downloadFile, type DownloadPacing } from './download'
import type { VoiceFile, WebSource } from './manifest'

/** Where files are brought, and what it is told by. */
export interface WebContext {
  /** Their place; made when missing. What has come of them so far lies there too. */
  readonly directory: string
  readonly onBytes: (bytes: number, totalBytes: number) => void
  readonly pacing?: DownloadPacing | undefined
  readonly signal: AbortSignal
}

/**
 * Brings whatever of `wanted` has an address, each to its place, verified.
 * @returns what was brought
 * @throws as `downloadFile` does
 */
export async function fetchWebSource(
  source: WebSource,
  wanted: readonly VoiceFile[],
  { directory, onBytes, pacing, signal }: WebContext,
): Promise<VoiceFile[]> {
  const offered = wanted.filter(({ name }) => source.files.some((file) => file.name === name))
  const totalBytes = offered.reduce((sum, { bytes }) => sum + bytes, 0)
  await mkdir(directory, { recursive: true })
  let doneBytes = 0
  for (const { name, bytes, sha256 } of offered) {
    const url = source.files.find((file) => file.name === name)?.url ?? ''
    const before = doneBytes
    await downloadFile(
      { url, path: join(directory, name), bytes, digest: { algorithm: 'sha256', value: sha256 } },
      { signal, pacing, onBytes: (come) => onBytes(before + come, totalBytes) },
    )
    doneBytes += bytes
  }
  return offered
}
