import { createHash, type Hash } from 'node:crypto'
import type { ByteSource } from './document-format'

/** A title out of a file's name: the stem, with underscores as spaces. */
export function titleFromFileName(fileName: string): string {
  const stem = fileName.replace(/(?<=.)\.[^.\s]{1,16}$/, '')
  return stem.replace(/_+/g, ' ').trim() || fileName
}

/** A document up to this size is hashed whole; of a larger one as much is, in samples spread over it. */
const hashedBytes = 8 * 2 ** 20
const sampleBytes = 65_536

/**
 * An identity that stays the same while the bytes do: 128 bits of a SHA-256, in hexadecimal.
 * @throws AppError 'document/missing'
 */
export async function documentId(source: Pick<ByteSource, 'byteLength' | 'read'>): Promise<string> {
  const hash = createHash('sha256').update(String(source.byteLength))
  if (source.byteLength <= hashedBytes) return finish(hash.update(await source.read(0, source.byteLength)))
  const samples = hashedBytes / sampleBytes
  const step = (source.byteLength - sampleBytes) / (samples - 1)
  for (let sample = 0; sample < samples; sample++)
    hash.update(await source.read(Math.floor(sample * step), sampleBytes))
  return finish(hash)
}

function finish(hash: Hash): string {
  return hash.digest('hex').slice(0, 32)
}
