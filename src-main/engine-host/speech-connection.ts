import { assertNever } from '@contract/assert'
import { AppError, toErrorData } from '@contract/errors'
import { isCreditMessage } from '@contract/pcm-messages'
import { speechCommandSchema, type SpeechCommand, type SpeechEvent } from '@contract/speech'
import { SpokenDocument, type Voice } from '../engine'
import type { AudioSink } from './audio-sink'
import type { HostPort } from './host-port'
import { createPageSink } from './page-sink'
import { startSpeechStream, type SpeechStream } from './speech-stream'
import { createSystemSink } from './system-sink'
import type { SystemAudio } from './system-audio'
import type { VoiceHolder } from './voice-holder'

/** One page's two ports: its commands carried out, its streams run, one at a time. */
export interface SpeechConnection {
  emit(event: SpeechEvent): void
  /** Stops what is being read; the ports are closed. */
  dispose(): Promise<void>
}

/** Joins a page to the engine. What comes over the ports is not trusted until it is parsed. */
export function connectSpeech(options: {
  control: HostPort
  pcm: HostPort
  holder: VoiceHolder
  systemAudio: SystemAudio
  onClose: () => void
}): SpeechConnection {
  const { control, pcm, holder } = options
  const documents = new Map<string, SpokenDocument>()
  let stream: SpeechStream | null = null
  const emit = (event: SpeechEvent): void => control.postMessage(event)

  const createSink = (
    command: Extract<SpeechCommand, { kind: 'start' }>,
    voice: Voice,
    capacitySamples: number,
  ): AudioSink => {
    const { streamId } = command
    if (command.output === 'window') return createPageSink(pcm, streamId, capacitySamples)
    return createSystemSink({
      audio: options.systemAudio,
      sampleRateHz: voice.sampleRateHz,
      capacitySamples,
      onClock: (clock) => emit({ kind: 'clock', streamId, atMilliseconds: Date.now(), ...clock }),
      onFailure: (error) => {
        void stream?.stop()
        emit({ kind: 'failed', streamId, error: toErrorData(error) })
      },
    })
  }

  const start = (command: Extract<SpeechCommand, { kind: 'start' }>): void => {
    const { streamId, documentId, from, until, settings } = command
    const document = documents.get(documentId)
    if (!document || from.block >= document.blocks.length) {
      const error = new AppError('contract/invalid', `No block ${from.block} in document ${documentId}`)
      emit({ kind: 'failed', streamId, error: toErrorData(error) })
      return
    }
    // What was queued is cancelled at once; the new stream does not wait for the push under way.
    void stream?.stop()
    stream = startSpeechStream({
      id: streamId,
      voice: () => holder.voice(),
      document,
      from,
      until,
      settings,
      createSink: (voice, capacitySamples) => createSink(command, voice, capacitySamples),
      emit,
    })
  }

  const onCommand = (command: SpeechCommand): void => {
    const current = 'streamId' in command && stream?.id === command.streamId ? stream : null
    switch (command.kind) {
      case 'document':
        documents.set(command.documentId, new SpokenDocument(command.blocks))
        return
      case 'start':
        start(command)
        return
      case 'tune':
        current?.tune(command.settings)
        return
      case 'pause':
        current?.sink()?.pause?.()
        return
      case 'resume':
        current?.sink()?.resume?.()
        return
      case 'stop':
        void current?.stop()
        return
      case 'locate': {
        const position = documents.get(command.documentId)?.locate(command.from, command.move) ?? null
        emit({ kind: 'located', requestId: command.requestId, position })
        return
      }
      default:
        assertNever(command)
    }
  }

  control.onMessage((message) => onCommand(speechCommandSchema.parse(message)))
  pcm.onMessage((message) => {
    if (isCreditMessage(message) && stream?.id === message.streamId) stream.sink()?.grant?.(message.samples)
  })
  const dispose = async (): Promise<void> => {
    control.close()
    pcm.close()
    await stream?.stop()
  }
  control.onClose(() => {
    void stream?.stop()
    options.onClose()
  })
  emit(holder.state)
  return { emit, dispose }
}
