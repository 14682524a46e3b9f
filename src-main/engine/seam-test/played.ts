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
  { isCut, turn }: { isCut: boolean; turn?: (signal: AbortSignal) => Promise<void> },
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

/** What became of a passage that was played by a loaded voice. */
interface PlayedOnce {
  /** Greatest difference of two samples from the passage in one piece. */
  readonly peakDifference: number
  readonly joins: number
  /** Rendering time over audio time, of the passage in one piece. */
  readonly realTimeFactor: number
}

/**
 * Reads a text with a voice as it is loaded, in chunks as a player is given them and in one piece as an export writes it.
 * @param options.turn awaited before every piece: whoever waits for sound comes first. It is none of the time taken
 * @throws AppError 'text/nothing-to-say'; `signal.reason`
 */
export async function comparePlayed(options: {
  voice: Voice
  text: string
  stream: StreamSettings
  turn: (signal: AbortSignal) => Promise<void>
  signal: AbortSignal
}): Promise<PlayedOnce> {
  const { voice, text, stream, signal } = options
  const subject = { voice, sampleRateHz: voice.sampleRateHz }
  let waitedMilliseconds = 0
  const turn = async (turnSignal: AbortSignal): Promise<void> => {
    const startedAt = performance.now()
    await options.turn(turnSignal)
    waitedMilliseconds += performance.now() - startedAt
  }
  const seam = voice.can.seams.cached === true ? 'cached' : 'overlap-add'
  const whole = await play(subject, text, { ...stream, seam }, signal, { isCut: false, turn })
  const realTimeFactor =
    (whole.milliseconds - waitedMilliseconds) / ((whole.samples.length / voice.sampleRateHz) * 1_000)
  const cut = await play(subject, text, stream, signal, { isCut: true, turn })
  const { peakDifference } = deviation(cut.samples, whole.samples, cut.joins, voice.sampleRateHz)
  return { peakDifference, joins: cut.joins.length, realTimeFactor }
}
