import { AppError } from '@contract/errors'
import type { DownloadPacing } from './download'
import { isPassing } from './retry-pace'
import { requestWeb } from './web-request'

/** What was asked for; null: it is as it was when `etag` was told. */
export interface WebDocument {
  readonly bytes: Buffer
  readonly etag: string | undefined
}

/**
 * Fetches something small into memory. A failure that may have passed is tried once more.
 * @param options.maxBytes more than that is refused, whatever length was told
 * @param options.etag     what was told of it before
 * @throws AppError 'voice/offline', 'voice/fetch-failed' (`reason` refused, with `status`, or too-large); `signal.reason`
 */
export async function fetchDocument(
  address: string,
  options: {
    maxBytes: number
    etag?: string | undefined
    signal: AbortSignal
    pacing?: DownloadPacing | undefined
  },
): Promise<WebDocument | null> {
  try {
    return await fetchOnce(address, options)
  } catch (error) {
    options.signal.throwIfAborted()
    if (!isPassing(error) || error.details.retryAfterSeconds !== undefined) throw error
    return fetchOnce(address, options)
  }
}

async function fetchOnce(
  address: string,
  { maxBytes, etag, signal, pacing }: Parameters<typeof fetchDocument>[1],
): Promise<WebDocument | null> {
  const answer = await requestWeb(address, {
    headers: etag === undefined ? {} : { 'If-None-Match': etag },
    stallMilliseconds: pacing?.stallMilliseconds,
    signal,
  })
  try {
    if (answer.status === 304 && etag !== undefined) return null
    if (answer.status !== 200) throw refused(address, 'refused', answer.status)
    const chunks: Buffer[] = []
    let bytes = 0
    for await (const chunk of answer.chunks()) {
      bytes += chunk.length
      if (bytes > maxBytes) throw refused(address, 'too-large', answer.status)
      chunks.push(chunk)
    }
    return { bytes: Buffer.concat(chunks), etag: answer.header('ETag') }
  } finally {
    answer.close()
  }
}

function refused(address: string, reason: string, status: number): AppError {
  return new AppError('voice/fetch-failed', `${address} cannot be had (${reason}, status ${status})`, {
    details: { reason, status, address },
  })
}
