import type { ReadableDocument, TextPosition } from '@contract/document'
import { AppError } from '@contract/errors'
import type { SoundRange } from '@contract/host-messages'
import { actionFor, type ReadingRules } from '@contract/reading-rules'
import type { SpeechSettings } from '@contract/settings'
import { measuredFields, type LocatedPlace, type TextMove } from '@contract/speech'
import type { AudioOutput } from '../audio/audio-output'
import type { StreamEvent } from '../audio/engine-line'
import type { MeasuredLengths } from '../audio/speech-player-types'
import type { StreamCommand, StreamSource } from '../audio/stream-source'
import { damagedRecording } from './damaged-recording'
import { NarratedRun } from './narrated-run'
import { NarratedStream, type StreamSurroundings } from './narrated-stream'
import { narratedSentences, type NarratedPiece, type NarratedSentence } from './narrated-text'
import { locateNarrated } from './narrated-places'
import { openRecording } from './open-recording'
import type { PassageVoice } from './passage-voice'
import type { Recording } from './recording'
import { resampled } from './resampled'
import { fetchedBytes } from './sound-bytes'
import { pauseBetween, unrecordedStretches } from './unrecorded-text'

/** Recordings held open: a chapter's, the next one's, and that of a note. */
const keptRecordings = 3
/** What lengths are told in: any rate would do. */
const lengthUnitsHz = 48_000

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
  #changed: () => void = () => undefined
  readonly #recordings = new Map<string, Promise<Recording>>()
  /** Length of each recording that a clip is played to the end of, in seconds. */
  readonly #lengths = new Map<string, number>()

  constructor(
    private readonly document: ReadableDocument,
    private rules: ReadingRules,
    private readonly surroundings: NarrationSurroundings,
  ) {
    surroundings.voice.onMeasured(() => this.#changed())
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
    this.#holdVoiced()
    this.#changed()
  }

  /** Other rules hold from the next sentence on that is not ready yet. */
  setRules(rules: ReadingRules): void {
    this.rules = rules
    this.#knownOverlays = 0
    this.#blocks = 0
    this.#sentences = []
    this.grow(this.#isWhole)
  }

  /** The output gets the rate of the recording that is heard first, so that nothing is done to its samples. */
  async open(): Promise<number> {
    const first = this.#sentences.find(({ isVoiced }) => !isVoiced)
    try {
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
        const run = new NarratedRun({
          sampleRateHz: output.sampleRateHz,
          ...{ from, until, speed: settings.speed },
          sentences: () => this.#sentences,
          isWhole: () => this.#isWhole,
          open: (piece) => this.#opened(piece),
          blocks: this.document.blocks,
          pauses: settings.pauses,
          speak: (begin, end) => this.#speak(begin, end, settings, output.sampleRateHz),
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
        current?.setSpeed(command.settings.speed)
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

  onChanged(listener: () => void): void {
    this.#changed = listener
  }

  async measure(settings: SpeechSettings): Promise<MeasuredLengths> {
    const { speed, pauses } = settings
    const sentences = this.#sentences
    const { voice } = this.surroundings
    const voiced = voice.lengths(atRecordedPace(settings), lengthUnitsHz)
    const told: (number[] | null)[] = Array.from({ length: this.#blocks }, () => [])
    const units = (seconds: number): number => Math.round((seconds / speed) * lengthUnitsHz)
    for (const [index, sentence] of sentences.entries()) {
      const { block, startChar, endChar, pieces, isVoiced = false } = sentence
      const before = sentences.at(index - 1)
      const isTurn = index > 0 && before !== undefined && (before.isVoiced ?? false) !== isVoiced
      const pauseSamples = isTurn ? units(pauseBetween(before.block, block, this.document.blocks, pauses)) : 0
      if (isVoiced) {
        const known = voiced.lengths.get(block)
        if (!known) told[block] = null
        else told[block]?.push(...lengthsWithin(known, sentence, pauseSamples, speed))
        continue
      }
      let seconds = 0
      for (const piece of pieces) seconds += await this.#secondsOf(piece)
      const samples = units(seconds)
      const fields = { startChar, endChar, pauseSamples, restSamples: samples, endSamples: samples }
      for (const field of measuredFields) told[block]?.push(fields[field])
    }
    return {
      sampleRateHz: lengthUnitsHz,
      // Of what the voice has not reckoned yet nothing is said.
      blocks: told.flatMap((numbers, block) => (numbers ? { block, sentences: numbers } : [])),
      isComplete: this.#isWhole && voiced.isComplete,
    }
  }

  dispose(): void {
    this.#isLost = true
    this.#stream?.stream.stop()
    for (const recording of this.#recordings.values()) close(recording)
    this.#recordings.clear()
  }

  #holdVoiced(): void {
    const numbers = this.#sentences.flatMap(({ isVoiced, block }) => (isVoiced ? block : []))
    this.surroundings.voice.hold([...new Set(numbers)], this.rules)
  }

  #speak(from: TextPosition, until: TextPosition, settings: SpeechSettings, sampleRateHz: number) {
    return this.surroundings.voice.speak({
      ...{ from, until, sampleRateHz },
      settings: atRecordedPace(settings),
    })
  }

  #lose(error: unknown): void {
    if (this.#isLost) return
    this.#isLost = true
    const isTold = error instanceof AppError && error.code.startsWith('narration/')
    this.surroundings.lost(isTold ? error : damagedRecording('its bytes cannot be read', error))
  }

  /** Of a clip to its recording's end that takes a look at the recording; one that cannot be read lasts nothing. */
  async #secondsOf(piece: NarratedPiece): Promise<number> {
    const { audio, startSeconds, endSeconds } = piece
    if (endSeconds !== null) return endSeconds - startSeconds
    const known = this.#lengths.get(audio)
    const length = known ?? (await this.#lengthOf(piece))
    this.#lengths.set(audio, length)
    return Math.max(0, length - startSeconds)
  }

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

/** What a voice says is made faster as the recording is, so that both go on at another speed without being said anew. */
function atRecordedPace(settings: SpeechSettings): SpeechSettings {
  return { ...settings, speed: 1 }
}

/** What is told of the sentences of a stretch, whose last one nothing follows before the recording goes on. */
function lengthsWithin(
  numbers: readonly number[],
  { startChar, endChar }: NarratedSentence,
  pauseSamples: number,
  speed: number,
): number[] {
  const sentences: number[][] = []
  for (let at = 0; at < numbers.length; at += measuredFields.length) {
    const start = numbers[at]
    if (start >= startChar && start < endChar) sentences.push(numbers.slice(at, at + measuredFields.length))
  }
  return sentences.flatMap(([start, end, pause, rest, whole], index) => {
    const isLast = index === sentences.length - 1
    const before = index === 0 ? pauseSamples : Math.round(pause / speed)
    return [start, end, before, Math.round((isLast ? whole : rest) / speed), Math.round(whole / speed)]
  })
}
