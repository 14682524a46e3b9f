import { isPcmMessage, type PcmMessage } from '@contract/pcm-messages'
import { speechSettingsSchema } from '@contract/settings'
import { speechEventSchema, type SpeechCommand, type SpeechEvent } from '@contract/speech'
import type { Block } from '@contract/document'
import { connectSpeech, type SpeechConnection } from '../../src-main/engine-host/speech-connection'
import type { SystemAudio } from '../../src-main/engine-host/system-audio'
import type { VoiceHolder } from '../../src-main/engine-host/voice-holder'
import type { Voice } from '../../src-main/engine/voices/voice'
import type { VoiceEnsemble } from '../../src-main/engine/voices/voice-ensemble'
import { createHostPortPair } from '../helpers/host-port-pair'

type Start = Extract<SpeechCommand, { kind: 'start' }>
/** Everything a page received, in the order of its arrival on both ports. */
export type Arrival = { port: 'control'; event: SpeechEvent } | { port: 'pcm'; message: PcmMessage }

/** A page joined to an engine host in this process: it records what comes and grants credit as it is told to. */
export interface ConnectedPage {
  readonly connection: SpeechConnection
  readonly arrivals: readonly Arrival[]
  readonly malformed: readonly Error[]
  closes: number
  /** Plays at once what arrives; else credit is granted by hand. */
  playsAtOnce: boolean
  send(command: SpeechCommand): void
  sendAnything(message: unknown): void
  start(
    streamId: number,
    changes?: Partial<Omit<Start, 'kind' | 'streamId' | 'settings'>>,
    settings?: object,
  ): void
  grant(streamId: number, samples: number): void
  close(): void
  eventsOf(streamId: number): (SpeechEvent & { streamId: number })[]
  /** Kinds of the events a stream ended with. */
  endsOf(streamId: number): string[]
  pcmOf(streamId: number): Extract<PcmMessage, { kind: 'pcm' }>[]
  samplesOf(streamId: number): Float32Array
}

export const noSystemAudio: SystemAudio = { open: null, unavailable: { code: 'audio-no-device' } }

/** Runs of samples as one. */
export function joinedSamples(parts: readonly Float32Array[]): Float32Array {
  const result = new Float32Array(parts.reduce((total, part) => total + part.length, 0))
  let at = 0
  for (const part of parts) {
    result.set(part, at)
    at += part.length
  }
  return result
}

/** A holder that has its voice already. */
export function holderOf(voice: Voice): VoiceHolder {
  return {
    state: { kind: 'preparing', what: 'loading' },
    borrow: () => Promise.resolve({ voice, release: () => undefined }),
    load: () => Promise.resolve(),
    choose: () => Promise.resolve(),
    renew: () => Promise.resolve(),
    reload: () => Promise.resolve(),
    dispose: () => Promise.resolve(),
  }
}

/** @param blocks handed over as document 'd' at once */
export function connectPage(options: {
  holder: VoiceHolder
  ensemble?: VoiceEnsemble
  blocks: Block[]
  systemAudio?: SystemAudio
}): ConnectedPage {
  const control = createHostPortPair()
  const pcm = createHostPortPair()
  const arrivals: Arrival[] = []
  const malformed: Error[] = []
  const connection = connectSpeech({
    control: control.host,
    pcm: pcm.host,
    holder: options.holder,
    ensemble: options.ensemble,
    systemAudio: options.systemAudio ?? noSystemAudio,
    onClose: () => void page.closes++,
    onMalformed: (error) => void malformed.push(error),
  })
  const send = (command: SpeechCommand): void => control.page.postMessage(command)
  const grant = (streamId: number, samples: number): void =>
    pcm.page.postMessage({ kind: 'credit', streamId, samples })
  control.page.onMessage((message) =>
    arrivals.push({ port: 'control', event: speechEventSchema.parse(message) }),
  )
  pcm.page.onMessage((message) => {
    if (!isPcmMessage(message)) throw new Error('The host sent what is no sound')
    arrivals.push({ port: 'pcm', message })
    if (page.playsAtOnce && message.kind === 'pcm') grant(message.streamId, message.samples.length)
  })
  const eventsOf = (streamId: number) =>
    arrivals.flatMap((arrival) =>
      arrival.port === 'control' && 'streamId' in arrival.event && arrival.event.streamId === streamId
        ? [arrival.event]
        : [],
    )
  const pcmOf = (streamId: number) =>
    arrivals.flatMap((arrival) =>
      arrival.port === 'pcm' && arrival.message.kind === 'pcm' && arrival.message.streamId === streamId
        ? [arrival.message]
        : [],
    )
  const page: ConnectedPage = {
    connection,
    arrivals,
    malformed,
    closes: 0,
    playsAtOnce: true,
    send,
    sendAnything: (message) => control.page.postMessage(message),
    start: (streamId, changes = {}, settings = {}) =>
      send({
        kind: 'start',
        streamId,
        documentId: 'd',
        from: { block: 0, char: 0 },
        output: 'window',
        ...changes,
        settings: speechSettingsSchema.parse(settings),
      }),
    grant,
    close() {
      control.page.close()
      pcm.page.close()
    },
    eventsOf,
    endsOf: (streamId) =>
      eventsOf(streamId).flatMap(({ kind }) => (['end', 'cancelled', 'failed'].includes(kind) ? [kind] : [])),
    pcmOf,
    samplesOf: (streamId) => joinedSamples(pcmOf(streamId).map(({ samples }) => samples)),
  }
  send({ kind: 'document', documentId: 'd', blocks: options.blocks })
  return page
}
