import { fromErrorData } from '@contract/errors'
import type { SpeechEvent } from '@contract/speech'
import type { EngineStatus } from './speech-player-types'

/** Before the engine has said anything. */
export const unknownEngine: EngineStatus = {
  ready: false,
  preparing: null,
  voice: null,
  device: null,
  sampleRateHz: null,
  seams: null,
  systemAudioUnavailable: null,
  error: null,
}

/** What is known of the engine after an event about it. */
export function engineAfter(
  status: EngineStatus,
  event: Extract<SpeechEvent, { kind: 'preparing' | 'ready' | 'unready' }>,
): EngineStatus {
  switch (event.kind) {
    case 'preparing':
      return {
        ...status,
        ready: false,
        error: null,
        preparing: { what: event.what, fraction: event.fraction },
      }
    case 'ready': {
      const { voice, device, sampleRateHz, seams, systemAudioUnavailable } = event
      return {
        ready: true,
        preparing: null,
        error: null,
        voice,
        device,
        sampleRateHz,
        seams,
        systemAudioUnavailable,
      }
    }
    case 'unready':
      return { ...status, ready: false, preparing: null, error: fromErrorData(event.error) }
  }
}
