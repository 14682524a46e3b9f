import { seamModes, speechSettingsSchema, type SeamMode, type StreamSettings } from '@contract/settings'
import { joinedSamples } from '@contract/joined-samples'
import { createChunkCutter } from '../streaming/chunk-cutter'
import { narrate } from '../streaming/narration'
import { deviation } from './deviation'
import { paragraphDocument } from './paragraph-document'
import type { Voice } from '../voices/voice'
import type { SeamSubject } from './subject'
import type { SeamReference, SeamTake, SeamText } from './take'

/** Chunk lengths a player is given. */
export const playedChunkMilliseconds = [20, 50, 200, 1_000] as const

/**
 * Reads a text through narration and chunk cutter, as playback does, in every seam mode the voice can do, in chunks of
 * 20, 50, 200 and 1,000 ms: the reference first, then the takes. The reference is what an export of the text writes.
 * @throws AppError 'text/nothing-to-say'; `signal.reason`
 */
export async function* testPlayed(
  subject: SeamSubject,
  text: SeamText,
  stream: StreamSettings,
  signal: AbortSignal,
): AsyncGenerator<SeamReference | SeamTake, void, void> {
  const seamOfExport = subject.seams.cached === true ? 'cached' : 'overlap-add'
  const exported = (): Promise<Playing> =>
    play(subject, text.text, { ...stream, seam: seamOfExport }, signal, { isCut: false })
  const { samples } = await exported()
  const reference: SeamReference = {
    type: 'reference',
    name: `${subject.id}-${text.label}-played-reference`,
    samples,
  }
  yield reference
  for (const mode of seamModes) {
    if (subject.seams[mode] !== true) continue
    // Interleaved with what it is the measure of, once a mode: in one piece it always takes the same.
    const whole = await exported()
    for (const chunkMilliseconds of playedChunkMilliseconds) {
      const playing = await play(subject, text.text, fixedChunks(stream, mode, chunkMilliseconds), signal, {
        isCut: true,
      })
      yield {
        type: 'take',
        name: `${subject.id}-${text.label}-played-${mode}-${subject.playedPrecision}-${chunkMilliseconds}ms`,
        reference,
        text,
        kind: 'played',
        mode,
        precision: subject.playedPrecision,
        pushFrames: null,
        isWhole: false,
        chunkMilliseconds,
        samples: playing.samples,
        joins: playing.joins,
        deviation: deviation(playing.samples, reference.samples, playing.joins, subject.sampleRateHz),
        firstAudioMilliseconds: playing.firstMilliseconds,
        computeRatio: playing.milliseconds / whole.milliseconds,
      }
    }
  }
}

function fixedChunks(stream: StreamSettings, seam: SeamMode, chunkMilliseconds: number): StreamSettings {
  return { ...stream, chunkPolicy: 'fixed', chunkMilliseconds, seam }
}

interface Playing {
  readonly samples: Float32Array<ArrayBuffer>
  readonly joins: readonly number[]
  readonly firstMilliseconds: number
  readonly milliseconds: number
}

/** @param isCut into chunks as for a player; else in the vocoder's own pushes, as for a file */
async function play(
  subject: Pick<SeamSubject, 'voice' | 'sampleRateHz'>,
  text: string,
  stream: StreamSettings,
  signal: AbortSignal,
  { isCut, turn }: { isCut: boolean; turn?: Turn },
): Promise<Playing> {
  const settings = { ...speechSettingsSchema.parse({}), stream }
  const cutter = createChunkCutter({ sampleRateHz: subject.sampleRateHz, stream: () => stream })
  const pieces: Float32Array[] = []
  const joins: number[] = []
  let length = 0
  let firstMilliseconds: number | null = null
  const startedAt = performance.now()
  const take = (samples: Float32Array): void => {
    firstMilliseconds ??= performance.now() - startedAt
    if (length > 0) joins.push(length)
    pieces.push(samples)
    length += samples.length
  }
  for await (const piece of narrate({
    voice: subject.voice,
    document: paragraphDocument(text),
    from: { block: 0, char: 0 },
    settings: () => settings,
    signal,
  })) {
    signal.throwIfAborted()
    await turn?.(signal)
    if (isCut) for (const chunk of cutter.add(piece, Infinity)) take(chunk.samples)
    else if (piece.kind === 'audio') take(piece.samples)
    else if (piece.kind === 'silence') take(new Float32Array(piece.samples))
  }
  if (isCut) for (const chunk of cutter.flush()) take(chunk.samples)
  const milliseconds = performance.now() - startedAt
  return {
    samples: joinedSamples(...pieces),
    joins,
    firstMilliseconds: firstMilliseconds ?? milliseconds,
    milliseconds,
  }
}

/**
 * Lets whoever waits for sound have the voice first.
 * @returns whether somebody had it
 * @throws `signal.reason`
 */
export type Turn = (signal: AbortSignal) => Promise<boolean>

/** What a text is read with by a voice as it is loaded. */
export interface PlayedOptions {
  readonly voice: Voice
  readonly text: string
  readonly stream: StreamSettings
  /** Awaited before every piece. */
  readonly turn: Turn
  readonly signal: AbortSignal
}

/** What became of a passage that was played by a loaded voice. */
interface PlayedOnce {
  /** Greatest difference of two samples from the passage in one piece. */
  readonly peakDifference: number
  readonly joins: number
}

/**
 * Reads a text in chunks as a player is given them and in one piece as an export writes it, and compares.
 * @throws AppError 'text/nothing-to-say'; `signal.reason`
 */
export async function comparePlayed(options: PlayedOptions): Promise<PlayedOnce> {
  const { voice, stream } = options
  const whole = await playWhole(options)
  const cut = await playLoaded(options, stream, true)
  const { peakDifference } = deviation(cut.samples, whole.samples, cut.joins, voice.sampleRateHz)
  return { peakDifference, joins: cut.joins.length }
}

/**
 * Reads a text in one piece as an export writes it. A time in which somebody else had the voice says nothing: sentences
 * are made ahead while they do, and would seem to cost none. The text is read again until nobody did.
 * @returns rendering time over audio time
 * @throws AppError 'text/nothing-to-say'; `signal.reason`
 */
export async function timePlayed(options: PlayedOptions): Promise<number> {
  const { voice, signal } = options
  for (;;) {
    await options.turn(signal)
    let hasWaited = false
    const turn: Turn = async (turnSignal) => {
      const waited = await options.turn(turnSignal)
      hasWaited ||= waited
      return waited
    }
    const { milliseconds, samples } = await playWhole({ ...options, turn })
    if (!hasWaited) return milliseconds / ((samples.length / voice.sampleRateHz) * 1_000)
  }
}

function playWhole(options: PlayedOptions): Promise<Playing> {
  const seam = options.voice.can.seams.cached === true ? 'cached' : 'overlap-add'
  return playLoaded(options, { ...options.stream, seam }, false)
}

function playLoaded(
  { voice, text, turn, signal }: PlayedOptions,
  stream: StreamSettings,
  isCut: boolean,
): Promise<Playing> {
  return play({ voice, sampleRateHz: voice.sampleRateHz }, text, stream, signal, { isCut, turn })
}
