import { fromErrorData } from '@contract/errors'
import type { SpeechEvent } from '@contract/speech'
import type { EngineStatus } from './speech-player-types'

/** Before the engine has said anything. */
export const unknownEngine: EngineStatus = {
  ready: false,
  preparing: null,
  voice: null,
  choice: null,
  voices: [],
  changing: null,
  refused: null,
  unvoiced: null,
  device: null,
  providers: [],
  sampleRateHz: null,
  seams: null,
  systemAudioUnavailable: null,
  error: null,
}

/** What the engine says about itself. */
export type EngineEvent = Extract<
  SpeechEvent,
  {
    kind:
      'preparing' | 'ready' | 'unready' | 'voices' | 'changing-voice' | 'voice-refused' | 'unvoiced-language'
  }
>

/** What is known of the engine after an event about it. */
export function engineAfter(status: EngineStatus, event: EngineEvent): EngineStatus {
  switch (event.kind) {
    case 'preparing':
      return {
        ...status,
        ready: false,
        error: null,
        preparing: { what: event.what, fraction: event.fraction },
        changing: null,
      }
    case 'ready': {
      const { voice, choice, device, providers = [], sampleRateHz, seams, systemAudioUnavailable } = event
      return {
        ready: true,
        voices: status.voices,
        unvoiced: status.unvoiced,
        preparing: null,
        changing: null,
        refused: null,
        error: null,
        voice,
        choice,
        device,
        providers,
        sampleRateHz,
        seams,
        systemAudioUnavailable,
      }
    }
    case 'unready': {
      const { choice, error } = event
      return { ...status, ready: false, preparing: null, changing: null, choice, error: fromErrorData(error) }
    }
    case 'voices':
      return { ...status, voices: event.voices }
    case 'changing-voice': {
      const { choice, what, fraction } = event
      return { ...status, changing: { choice, what, fraction }, refused: null }
    }
    case 'unvoiced-language': {
      const { documentId, language, error } = event
      return { ...status, unvoiced: { documentId, language, error: error && fromErrorData(error) } }
    }
    case 'voice-refused':
      return {
        ...status,
        changing: null,
        refused: { choice: event.choice, error: fromErrorData(event.error) },
      }
  }
}
