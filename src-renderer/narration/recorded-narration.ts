import type { ReadableDocument, TextPosition } from '@contract/document'
import { AppError } from '@contract/errors'
import type { SoundRange } from '@contract/host-messages'
import { actionFor, type ReadingRules } from '@contract/reading-rules'
import type { SpeechSettings } from '@contract/settings'
import type { LocatedPlace, TextMove } from '@contract/speech'
import type { AudioOutput } from '../audio/audio-output'
import type { StreamEvent } from '../audio/engine-line'
import type { MeasuredLengths } from '../audio/speech-player-types'
import type { StreamCommand, StreamSource } from '../audio/stream-source'
import { damagedRecording } from './damaged-recording'
import { NarratedLengths } from './narrated-lengths'
import { NarratedRun } from './narrated-run'
import { NarratedStream, type StreamSurroundings } from './narrated-stream'
import { narratedSentences, type NarratedPiece, type NarratedSentence } from './narrated-text'
import { locateNarrated } from './narrated-places'
import { openRecording } from './open-recording'
import type { PassageVoice } from './passage-voice'
import type { Recording } from './recording'
import { resampled } from './resampled'
import { fetchedBytes } from './sound-bytes'
import { unrecordedStretches } from './unrecorded-text'

/** Recordings held open: a chapter's, the next one's, and that of a note. */
const keptRecordings = 3

/** What a narration is made of, beside the text. */
export interface NarrationSurroundings extends Pick<StreamSurroundings, 'every'> {
  /** Bytes of the recording that an overlay names. */
  fetch(overlay: number, startByte: number, byteLength: number): Promise<SoundRange>
  /** It cannot be played, or not to its end. Told once. */
  lost(error: unknown): void
  /** Says what the recording leaves out; whoever gave it disposes it. */
  readonly voice: PassageVoice
}

/** A document's own recording, as the speaker of its streams. */
export class RecordedNarration implements StreamSource {
  #sentences: NarratedSentence[] = []
  #isWhole = false
  #knownOverlays = 0
  #blocks = 0
  #rateHz = 0
  #isLost = false
  #stream: { readonly id: number; readonly stream: NarratedStream } | null = null
  /** Set for what is being read; may change meanwhile. */
  #pauses: SpeechSettings['pauses'] | null = null
  readonly #recordings = new Map<string, Promise<Recording>>()
  readonly #lengths: NarratedLengths
  /** Those who wait for more of the document. */
  readonly #awaiting: (() => void)[] = []

  constructor(
    private readonly document: ReadableDocument,
    private rules: ReadingRules,
    private readonly surroundings: NarrationSurroundings,
  ) {
    const { voice } = surroundings
    voice.hold([], rules, false)
    this.#lengths = new NarratedLengths({
      text: () => ({ sentences: this.#sentences, blocks: document.blocks, isWhole: this.#isWhole }),
      voice,
      lengthOf: (piece) => this.#lengthOf(piece),
    })
  }

  /** How many passages of the text are not in it: those that the voice reads, and those that the rule skips. */
  leftOut(): { read: number; skipped: number } {
    const missing = this.document.blocks.flatMap((block, index) =>
      unrecordedStretches(block, index, { ...this.rules, unrecorded: 'read', 'unrecorded-word': 'skip' }),
    )
    const isRead = actionFor('unrecorded', this.rules) === 'read'
    return { read: isRead ? missing.length : 0, skipped: isRead ? 0 : missing.length }
  }

  /** Takes in what the document has become. */
  grow(isWhole: boolean): void {
    const first = this.#blocks
    this.surroundings.voice.extend(voicedBlocks(this.#takeIn(isWhole)), isWhole)
    this.#lengths.change(range(first, this.#blocks))
    for (const wake of this.#awaiting.splice(0)) wake()
  }

  /** Other rules hold from the next sentence on that is not ready yet. */
  setRules(rules: ReadingRules): void {
    this.rules = rules
    this.#knownOverlays = 0
    this.#blocks = 0
    this.#sentences = []
    const isWhole = this.#isWhole
    this.surroundings.voice.hold(voicedBlocks(this.#takeIn(isWhole)), rules, isWhole)
    this.#lengths.change(range(0, this.#blocks))
    for (const wake of this.#awaiting.splice(0)) wake()
  }

  /** The output gets the rate of the recording that is heard first, so that nothing is done to its samples. */
  async open(): Promise<number> {
    try {
      const first = await this.#firstRecorded()
      if (!first) throw damagedRecording('nothing of the text is in it')
      return (await this.#opened(first.pieces[0])).sampleRateHz
    } catch (error) {
      this.#lose(error)
      throw error
    }
  }

  obey(command: StreamCommand, output: AudioOutput, emit: (event: StreamEvent) => void): void {
    const current = this.#stream?.id === command.streamId ? this.#stream.stream : null
    switch (command.kind) {
      case 'start': {
        this.#stream?.stream.stop()
        this.surroundings.voice.stop()
        const { streamId, from, until, settings } = command
        this.#pauses = settings.pauses
        const pauses = (): SpeechSettings['pauses'] => this.#pauses ?? settings.pauses
        const run = new NarratedRun({
          sampleRateHz: output.sampleRateHz,
          ...{ from, until, speed: settings.speed },
          sentences: () => this.#sentences,
          isWhole: () => this.#isWhole,
          open: (piece) => this.#opened(piece),
          blocks: this.document.blocks,
          pauses,
          speak: (begin, end) =>
            this.surroundings.voice.speak({
              from: begin,
              until: end,
              settings: { ...settings, pauses: pauses() },
              sampleRateHz: output.sampleRateHz,
            }),
        })
        const { every } = this.surroundings
        const fail = (error: unknown): void => this.#lose(error)
        this.#stream = {
          id: streamId,
          stream: new NarratedStream(streamId, run, settings.speed, { output, emit, fail, every }),
        }
        return
      }
      case 'tune':
        if (!current) return
        this.#pauses = command.settings.pauses
        current.setSpeed(command.settings.speed)
        return
      case 'stop':
        current?.stop()
        if (current) this.surroundings.voice.stop()
        return
      default:
        // The rest is the output's own affair.
        return
    }
  }

  locate(from: TextPosition, move: TextMove): LocatedPlace | null | undefined {
    return locateNarrated(this.#sentences, from, move)
  }

  measure(settings: SpeechSettings, tell: (lengths: MeasuredLengths) => void): void {
    this.#lengths.ask(settings, tell)
  }

  dispose(): void {
    this.#isLost = true
    this.#stream?.stream.stop()
    this.#lengths.dispose()
    for (const wake of this.#awaiting.splice(0)) wake()
    for (const recording of this.#recordings.values()) close(recording)
    this.#recordings.clear()
  }

  /** @returns what is new of what is said, in the order of the text */
  #takeIn(isWhole: boolean): NarratedSentence[] {
    const { blocks, overlays, language } = this.document
    const fresh = overlays.slice(this.#knownOverlays)
    const recorded = narratedSentences(blocks, fresh, this.rules, language, this.#knownOverlays)
    const missing = blocks
      .slice(this.#blocks)
      .flatMap((block, index) => unrecordedStretches(block, this.#blocks + index, this.rules))
    const more = [...recorded, ...missing].sort((a, b) => a.block - b.block || a.startChar - b.startChar)
    this.#sentences = [...this.#sentences, ...more]
    this.#knownOverlays = overlays.length
    this.#blocks = blocks.length
    this.#isWhole = isWhole
    return more
  }

  /** While the document grows it may be one of its later pieces that the recording says anything of. */
  async #firstRecorded(): Promise<NarratedSentence | undefined> {
    for (;;) {
      const first = this.#sentences.find(({ isVoiced }) => !isVoiced)
      if (first || this.#isWhole || this.#isLost) return first
      await new Promise<void>((resolve) => this.#awaiting.push(resolve))
    }
  }

  #lose(error: unknown): void {
    if (this.#isLost) return
    this.#isLost = true
    const isTold = error instanceof AppError && error.code.startsWith('narration/')
    this.surroundings.lost(isTold ? error : damagedRecording('its bytes cannot be read', error))
  }

  /** One that cannot be read lasts nothing. */
  async #lengthOf(piece: NarratedPiece): Promise<number> {
    try {
      const recording = await this.#open(piece.overlay)
      try {
        return (await recording.totalSamples()) / recording.sampleRateHz
      } finally {
        recording.dispose()
      }
    } catch {
      // Playing it says why.
      return 0
    }
  }

  #opened({ overlay, audio }: Pick<NarratedPiece, 'overlay' | 'audio'>): Promise<Recording> {
    const known = this.#recordings.get(audio)
    const recording = known ?? this.#open(overlay).then((opened) => this.#atOneRate(opened))
    if (!known) recording.catch(() => this.#recordings.delete(audio))
    this.#recordings.delete(audio)
    this.#recordings.set(audio, recording)
    for (const [name, old] of [...this.#recordings].slice(0, -keptRecordings)) {
      this.#recordings.delete(name)
      close(old)
    }
    return recording
  }

  #atOneRate(recording: Recording): Recording {
    this.#rateHz ||= recording.sampleRateHz
    return resampled(recording, this.#rateHz)
  }

  #open(overlay: number): Promise<Recording> {
    const { fetch } = this.surroundings
    return openRecording(fetchedBytes((startByte, byteLength) => fetch(overlay, startByte, byteLength)))
  }
}

function close(recording: Promise<Recording>): void {
  recording.then(
    (opened) => opened.dispose(),
    () => undefined,
  )
}

function voicedBlocks(sentences: readonly NarratedSentence[]): number[] {
  return [...new Set(sentences.flatMap(({ isVoiced, block }) => (isVoiced ? block : [])))]
}

function range(from: number, until: number): number[] {
  return Array.from({ length: until - from }, (_, index) => from + index)
}
