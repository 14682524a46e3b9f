import type { VoiceDownload } from '@contract/calls/voices'
import type { DownloadProgress } from '@contract/catalogue'
import { toErrorData } from '@contract/errors'
import { following } from '../engine'

/** What is done with voices that are not here; the engine's catalogue is one. */
export interface DownloadableVoices {
  /** Goes on where an earlier one ended. Aborted, what came is kept. @throws AppError 'voice/…'; `signal.reason` */
  download(
    id: string,
    options: { signal: AbortSignal; onProgress: (progress: DownloadProgress) => void },
  ): Promise<void>
  /** Drops what came of a download. @throws AppError */
  discard(id: string): Promise<void>
}

/** Downloads of voices, one after the other: side by side each would only come later. */
export interface VoiceDownloads {
  /** Nothing where that one is on its way already. */
  start(id: string): void
  /** Resolves when it has ended; nothing where it is not on its way. */
  pause(id: string): Promise<void>
  /** Ends it, and drops what came of it. @throws AppError */
  discard(id: string): Promise<void>
  /** Ends all for now. */
  pauseAll(): Promise<void>
}

interface Download {
  readonly controller: AbortController
  hasBegun: boolean
  /** Never rejects. */
  readonly ended: Promise<void>
}

/**
 * @param options.network aborted while nothing may be fetched; asked for whenever one begins
 * @param options.tell how each fares; its last word is one of 'done', 'paused', 'discarded', 'failed'
 */
export function createVoiceDownloads(options: {
  voices: DownloadableVoices
  network: () => AbortSignal
  tell: (download: VoiceDownload) => void
}): VoiceDownloads {
  const { voices, tell } = options
  const onTheirWay = new Map<string, Download>()
  let last: Promise<void> = Promise.resolve()

  const run = async (id: string, download: Download): Promise<void> => {
    const { signal } = download.controller
    if (signal.aborted) return
    download.hasBegun = true
    const network = options.network()
    const either = following(signal, network)
    try {
      network.throwIfAborted()
      await voices.download(id, {
        signal: either.signal,
        onProgress: (progress) => tell({ state: 'running', progress }),
      })
      tell({ state: 'done', id })
    } catch (error) {
      if (!signal.aborted)
        tell({ state: 'failed', id, error: toErrorData(network.aborted ? network.reason : error) })
    } finally {
      either.abort(new Error('The download is over'))
      leave(id, download)
    }
  }

  /** Another one of the same voice may have taken its place. */
  const leave = (id: string, download: Download): void => {
    if (onTheirWay.get(id) === download) onTheirWay.delete(id)
  }

  const stop = async (id: string): Promise<boolean> => {
    const download = onTheirWay.get(id)
    if (!download) return false
    download.controller.abort(new Error(`The download of ${id} was ended`))
    if (download.hasBegun) await download.ended
    // It would be waited for until those before it are here.
    else leave(id, download)
    return true
  }

  const pause = async (id: string): Promise<void> => {
    if (await stop(id)) tell({ state: 'paused', id })
  }

  return {
    start(id) {
      if (onTheirWay.has(id)) return
      if (onTheirWay.size > 0) tell({ state: 'waiting', id })
      const download: Download = {
        controller: new AbortController(),
        hasBegun: false,
        ended: last.then(() => run(id, download)),
      }
      onTheirWay.set(id, download)
      last = download.ended
    },
    pause,
    async discard(id) {
      await stop(id)
      await voices.discard(id)
      tell({ state: 'discarded', id })
    },
    async pauseAll() {
      await Promise.all([...onTheirWay.keys()].map(pause))
    },
  }
}
