import * as asked from '@contract/calls/voices'
import { AppError } from '@contract/errors'
import type { VoiceCatalogue } from '../engine'
import type { CallAnswers } from './call-answers'
import type { VoiceDownloads } from './voice-downloads'

/** What main's calls about voices are answered with. */
export interface VoiceSurroundings {
  readonly catalogue: VoiceCatalogue
  readonly downloads: VoiceDownloads
  /** Whether a voice is the one that reads. */
  isHeld(id: string): boolean
  /** Aborted, with its reason, while nothing may be fetched. */
  network(): AbortSignal
  /** Another voice is here, or one is gone. */
  changed(): void
}

/** Gives the calls about voices that are here or could be their handlers. */
export function answerVoiceCalls(calls: CallAnswers, surroundings: VoiceSurroundings): void {
  const { catalogue, downloads, isHeld, network, changed } = surroundings
  // Nothing ends what is read from the disk.
  const { signal: unhurried } = new AbortController()
  calls.handle(asked.listCatalogue, ({ refreshes }) =>
    refreshes ? catalogue.refresh(network()) : catalogue.state(unhurried),
  )
  calls.handle(asked.readVoiceLicence, ({ id }) => catalogue.licence(id, network()))
  calls.handle(asked.fetchVoiceSample, ({ id }) => catalogue.sample(id, network()))
  calls.handle(asked.downloadVoice, ({ id }) => {
    downloads.start(id)
    return null
  })
  calls.handle(asked.pauseDownload, async ({ id }) => {
    await downloads.pause(id)
    return null
  })
  calls.handle(asked.discardDownload, async ({ id }) => {
    await downloads.discard(id)
    return null
  })
  calls.handle(asked.removeVoice, async ({ id }) => {
    if (isHeld(id))
      throw new AppError('voice/not-removable', `${id} is the voice that reads`, {
        details: { voice: id, reason: 'in-use' },
        retry: 'after-user-action',
      })
    await catalogue.remove(id)
    changed()
    return null
  })
  calls.handle(asked.importVoiceFrom, async ({ path }) => {
    const { id } = await catalogue.importVoice(path, unhurried)
    changed()
    return { id }
  })
}
