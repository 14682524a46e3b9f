import { assertNever } from '@contract/assert'
import { AppError, toErrorData } from '@contract/errors'
import type { PronunciationEntry } from '@contract/pronunciation'
import { isCreditMessage } from '@contract/pcm-messages'
import { speechSettingsSchema, type SpeechSettings } from '@contract/settings'
import { speechCommandSchema, type SpeechCommand, type SpeechEvent } from '@contract/speech'
import { movedBy } from '@contract/text-change'
import {
  afresh,
  createCasting,
  SpokenDocument,
  type Casting,
  type TellUnvoiced,
  type Voice,
  type VoiceEnsemble,
} from '../engine'
import type { AudioSink } from './audio-sink'
import { createDocumentMeasurer, type DocumentMeasurer } from './document-measurer'
import { foreseeVoices } from './foresight'
import type { HostPort } from './host-port'
import type { KeptSpeech } from './kept-speech'
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
  /** Whether somebody waits for sound, or will soon: what is being read is not far ahead. */
  readonly isVoiceWanted: boolean
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
  /** Absent: the voice held reads everything. */
  ensemble?: VoiceEnsemble | undefined
  systemAudio: SystemAudio
  /** What the voices keep; absent: nothing. */
  keptSpeech?: KeptSpeech | undefined
  /** Whether the voice has work to do that this page did not ask for; absent: never. */
  isBusy?: () => boolean
  /** Told now and then that what is read gets on; absent: nobody asks. */
  onGotOn?: () => void
  onClose: () => void
  onMalformed: (error: Error) => void
}): SpeechConnection {
  const { control, pcm, holder, ensemble } = options
  /** A page reads one document at a time: with the next one the former is let go. */
  let held: HeldDocument | null = null
  /** Of the last stream: what is done before one starts is done by them. */
  let lastSettings = speechSettingsSchema.parse({})
  let stream: SpeechStream | null = null
  /** Of `stream`. */
  let hasEnded = true
  let examination = new AbortController()
  const emit = (event: SpeechEvent): void => control.postMessage(event)
  /** In every reading of a document, a language without a voice is told of once. */
  const casterOf = ({ id, told }: HeldDocument) =>
    casterTelling((language, error) => {
      if (told.has(language)) return
      told.add(language)
      const reason = error && toErrorData(error)
      emit({ kind: 'unvoiced-language', documentId: id, language, error: reason })
    })
  const casterTelling = (onUnvoiced: TellUnvoiced) =>
    ensemble &&
    ((
      voice: Voice,
      settings: () => SpeechSettings,
      document: SpokenDocument,
      remember: (other: Voice) => Voice = (other) => other,
    ): Casting =>
      createCasting({ voice, document, settings, ensemble: rememberingBy(ensemble, remember), onUnvoiced }))
  const isVoiceWanted = (): boolean => stream !== null && !hasEnded && !stream.isFarAhead
  // What cannot be read in its own language is told of when it is read.
  const castToMeasure = casterTelling(() => undefined)
  const measurerOf = (document: SpokenDocument): DocumentMeasurer =>
    createDocumentMeasurer({
      document,
      borrowVoice: (signal) => holder.borrow(signal),
      cast:
        castToMeasure && ((voice, settings, measured) => castToMeasure(voice, settings, measured, afresh)),
      keptSpeech: options.keptSpeech,
      isQuiet: () => !isVoiceWanted() && !options.isBusy?.(),
      emit,
    })

  const hold = (next: HeldDocument): void => {
    held?.foresight.abort()
    held?.measurer.stop()
    held = next
    const cast = casterOf(next)
    const { signal } = next.foresight
    const borrowVoice = (until: AbortSignal) => holder.borrow(until)
    if (cast)
      void foreseeVoices({
        borrowVoice,
        cast: (voice) => cast(voice, () => lastSettings, next.document),
        signal,
      })
  }

  const documentOf = (id: string): SpokenDocument | null => (held?.id === id ? held.document : null)
  const refuse = (streamId: number, reason: string): void =>
    emit({ kind: 'failed', streamId, error: toErrorData(new AppError('contract/invalid', reason)) })

  const createSink = (
    command: Extract<SpeechCommand, { kind: 'start' }>,
    sampleRateHz: number,
    capacitySamples: number,
    onFailure: (error: AppError) => void,
  ): AudioSink => {
    const { streamId, takeUp } = command
    if (command.output === 'window')
      return createPageSink({ pcm, streamId, sampleRateHz, capacitySamples, takeUp })
    return createSystemSink({
      audio: options.systemAudio,
      sampleRateHz,
      capacitySamples,
      onClock: (clock) => emit({ kind: 'clock', streamId, atMilliseconds: Date.now(), ...clock }),
      onFailure,
    })
  }

  const start = (command: Extract<SpeechCommand, { kind: 'start' }>): void => {
    const { streamId, documentId, from, until, settings, sampleRateHz, takeUp } = command
    const document = documentOf(documentId)
    if (!held || !document || from.block >= document.blocks.length)
      return refuse(streamId, `No block ${from.block} in document ${documentId}`)
    lastSettings = settings
    held.foresight.abort()
    // What was queued is cancelled at once; the new stream does not wait for the push under way.
    void stream?.stop()
    const next = startSpeechStream({
      id: streamId,
      borrowVoice: (signal) => holder.borrow(signal),
      cast: casterOf(held),
      document,
      revision: held.revision,
      from,
      until,
      settings,
      sampleRateHz,
      takeUp,
      createSink: (rateHz, capacitySamples) =>
        createSink(command, rateHz, capacitySamples, (error) => next.fail(error)),
      emit,
      onGotOn: options.onGotOn,
    })
    stream = next
    hasEnded = false
    void next.ended.finally(() => (hasEnded ||= stream === next))
  }

  const revise = ({ documentId, revision, change }: Extract<SpeechCommand, { kind: 'revise' }>): void => {
    if (held?.id !== documentId) return
    const move = movedBy(change, held.document.blocks)
    const document = held.document.revised(change)
    const at = held.document.firstDifference(change)
    held.foresight.abort()
    held.measurer.revise(document, change)
    held = { ...held, document, revision }
    stream?.revise({ document, revision, move, at })
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
      case 'document': {
        const document = new SpokenDocument(command.blocks, {
          pronounce: pronounceWith(command.pronunciations ?? [], command.lexicons),
          language: command.language,
          rules: command.reading,
          isWhole: command.isWhole,
        })
        hold({
          id: command.documentId,
          document,
          lexicons: command.lexicons,
          revision: command.revision ?? 0,
          told: new Set(),
          foresight: new AbortController(),
          measurer: measurerOf(document),
        })
        return
      }
      case 'pronunciations':
        if (held?.id !== command.documentId) return
        held.document.pronounceBy(pronounceWith(command.entries, held.lexicons))
        held.measurer.forget()
        return
      case 'extend':
        if (held?.id === command.documentId) held.document.extend(command.blocks, command.isWhole)
        return
      case 'revise':
        return revise(command)
      case 'reading-rules':
        if (held?.id !== command.documentId) return
        held.document.readBy(command.rules)
        held.measurer.forget()
        return
      case 'measure':
        if (held?.id === command.documentId) held.measurer.measure(command)
        return
      case 'examine-entry':
        void examine(command)
        return
      case 'start':
        start(command)
        return
      case 'tune':
        lastSettings = command.settings
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
      case 'halt':
        current?.setHalt(command.sample)
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
  const stop = async (): Promise<void> => {
    held?.foresight.abort()
    held?.measurer.stop()
    await stream?.stop()
  }
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
    get isVoiceWanted() {
      return isVoiceWanted()
    },
    stop,
    dispose,
  }
}

interface HeldDocument {
  readonly id: string
  readonly document: SpokenDocument
  /** How often its text was changed. */
  readonly revision: number
  readonly lexicons: readonly PronunciationEntry[] | undefined
  /** Languages without a voice that the page was told of; null: quoted speech. */
  readonly told: Set<string | null>
  /** Ends what is loaded ahead of its first reading. */
  readonly foresight: AbortController
  readonly measurer: DocumentMeasurer
}

/** Voices of an ensemble as a stream's own: it remembers what they say. */
function rememberingBy(ensemble: VoiceEnsemble, remember: (voice: Voice) => Voice): VoiceEnsemble {
  return {
    ...ensemble,
    async borrow(id, signal) {
      const { voice, release } = await ensemble.borrow(id, signal)
      return { voice: remember(voice), release }
    },
  }
}

function streamIdOfStart(message: unknown): number | null {
  if (typeof message !== 'object' || message === null || !('streamId' in message)) return null
  const { streamId } = message
  return 'kind' in message && message.kind === 'start' && Number.isSafeInteger(streamId)
    ? Number(streamId)
    : null
}
