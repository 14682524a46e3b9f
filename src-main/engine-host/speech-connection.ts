import { assertNever } from '@contract/assert'
import { AppError, toErrorData } from '@contract/errors'
import { isCreditMessage } from '@contract/pcm-messages'
import { speechCommandSchema, type SpeechCommand, type SpeechEvent } from '@contract/speech'
import { SpokenDocument } from '../engine'
import type { AudioSink } from './audio-sink'
import type { HostPort } from './host-port'
import { examineEntry, pronounceWith } from './pronouncing'
import { createPageSink } from './page-sink'
import { startSpeechStream, type SpeechStream } from './speech-stream'
import { createSystemSink } from './system-sink'
import type { SystemAudio } from './system-audio'
import type { VoiceHolder, VoiceState } from './voice-holder'

/** One page's two ports: its commands carried out, its streams run, one at a time. */
export interface SpeechConnection {
  emit(event: SpeechEvent): void
  /** Tells the page how the voice fares; a voice that has taken over goes on with what is being read. */
  onVoice(state: VoiceState): void
  /** Stops what is being read. */
  stop(): Promise<void>
  /** Stops what is being read, then closes the ports. */
  dispose(): Promise<void>
}

/**
 * Joins a page to the engine. What comes over the ports is not trusted until it is parsed.
 * @param options.onMalformed told of a message that is no command; the connection goes on without it
 */
export function connectSpeech(options: {
  control: HostPort
  pcm: HostPort
  holder: VoiceHolder
  systemAudio: SystemAudio
  onClose: () => void
  onMalformed: (error: Error) => void
}): SpeechConnection {
  const { control, pcm, holder } = options
  /** A page reads one document at a time: with the next one the former is let go. */
  let held: { id: string; document: SpokenDocument } | null = null
  let stream: SpeechStream | null = null
  let examination = new AbortController()
  const emit = (event: SpeechEvent): void => control.postMessage(event)
  const documentOf = (id: string): SpokenDocument | null => (held?.id === id ? held.document : null)
  const refuse = (streamId: number, reason: string): void =>
    emit({ kind: 'failed', streamId, error: toErrorData(new AppError('contract/invalid', reason)) })

  const createSink = (
    command: Extract<SpeechCommand, { kind: 'start' }>,
    sampleRateHz: number,
    capacitySamples: number,
    onFailure: (error: AppError) => void,
  ): AudioSink => {
    const { streamId } = command
    if (command.output === 'window') return createPageSink({ pcm, streamId, sampleRateHz, capacitySamples })
    return createSystemSink({
      audio: options.systemAudio,
      sampleRateHz,
      capacitySamples,
      onClock: (clock) => emit({ kind: 'clock', streamId, atMilliseconds: Date.now(), ...clock }),
      onFailure,
    })
  }

  const start = (command: Extract<SpeechCommand, { kind: 'start' }>): void => {
    const { streamId, documentId, from, until, settings, sampleRateHz } = command
    const document = documentOf(documentId)
    if (!document || from.block >= document.blocks.length)
      return refuse(streamId, `No block ${from.block} in document ${documentId}`)
    // What was queued is cancelled at once; the new stream does not wait for the push under way.
    void stream?.stop()
    const next = startSpeechStream({
      id: streamId,
      borrowVoice: (signal) => holder.borrow(signal),
      document,
      from,
      until,
      settings,
      sampleRateHz,
      createSink: (rateHz, capacitySamples) =>
        createSink(command, rateHz, capacitySamples, (error) => next.fail(error)),
      emit,
    })
    stream = next
  }

  /** Only the entry typed last is of interest. */
  const examine = async ({
    requestId,
    entry,
  }: Extract<SpeechCommand, { kind: 'examine-entry' }>): Promise<void> => {
    examination.abort(new Error('Another entry is examined'))
    const { signal } = (examination = new AbortController())
    const examined = await examineEntry(entry, held?.document ?? null, signal).catch((error: unknown) => {
      if (signal.aborted) return null
      throw error
    })
    if (examined) emit({ kind: 'entry-examined', requestId, ...examined })
  }

  const onCommand = (command: SpeechCommand): void => {
    const current = 'streamId' in command && stream?.id === command.streamId ? stream : null
    switch (command.kind) {
      case 'document':
        held = {
          id: command.documentId,
          document: new SpokenDocument(command.blocks, pronounceWith(command.pronunciations ?? [])),
        }
        return
      case 'pronunciations':
        documentOf(command.documentId)?.pronounceBy(pronounceWith(command.entries))
        return
      case 'examine-entry':
        void examine(command)
        return
      case 'start':
        start(command)
        return
      case 'tune':
        current?.tune(command.settings)
        return
      case 'choose-voice':
        void holder.choose(command.choice)
        return
      case 'volume':
        current?.setVolume(command.volume)
        return
      case 'pause':
        current?.setPaused(true)
        return
      case 'resume':
        current?.setPaused(false)
        return
      case 'stop':
        void current?.stop()
        return
      case 'locate': {
        const position = documentOf(command.documentId)?.locate(command.from, command.move) ?? null
        emit({ kind: 'located', requestId: command.requestId, position })
        return
      }
      default:
        assertNever(command)
    }
  }

  control.onMessage((message) => {
    const command = speechCommandSchema.safeParse(message)
    if (command.success) return onCommand(command.data)
    options.onMalformed(command.error)
    // Whoever waits for the stream must not wait for ever.
    const streamId = streamIdOfStart(message)
    if (streamId !== null) refuse(streamId, `No command to start: ${command.error.message}`)
  })
  pcm.onMessage((message) => {
    if (isCreditMessage(message) && stream?.id === message.streamId) stream.grant(message.samples)
  })
  const stop = async (): Promise<void> => stream?.stop()
  const dispose = async (): Promise<void> => {
    examination.abort(new Error('The page is gone'))
    await stop()
    control.close()
    pcm.close()
  }
  control.onClose(() => {
    examination.abort(new Error('The page is gone'))
    void stop()
    pcm.close()
    options.onClose()
  })
  emit(holder.state)
  return {
    emit,
    onVoice(state) {
      emit(state)
      if (state.kind === 'ready') stream?.changeVoice()
    },
    stop,
    dispose,
  }
}

function streamIdOfStart(message: unknown): number | null {
  if (typeof message !== 'object' || message === null || !('streamId' in message)) return null
  const { streamId } = message
  return 'kind' in message && message.kind === 'start' && Number.isInteger(streamId) ? Number(streamId) : null
}
