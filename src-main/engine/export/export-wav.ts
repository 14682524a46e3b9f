import { bytesPerSample } from '@contract/sample-formats'
import type { SpeechSettings } from '@contract/settings'
import type { SampledSentence } from '@contract/speech'
import type { WavTags } from '../audio/wav-tags'
import type { Language } from '../text/language/document-languages'
import type { Casting } from '../streaming/casting'
import { narrate } from '../streaming/narration'
import type { SpokenDocument } from '../streaming/spoken-document'
import type { Voice } from '../voices/voice'
import { beginRecording } from './begin-recording'
import { finishRecording } from './finish-recording'
import type { ReaderShare } from './progress-record'
import { createWordsFile, type WordsFile } from './words-file'

export interface ExportState {
  /** 0..1 by characters of text. */
  readonly fraction: number
  readonly audioSeconds: number
  readonly wallSeconds: number
  /** Still to be written, if the rest is said as what has been said; null while nothing has. */
  readonly bytesLeft: number | null
}

export interface ExportResult {
  readonly path: string
  readonly audioSeconds: number
  readonly wallSeconds: number
  readonly sentences: number
  /** Sentences with letters or digits of which nothing is in the file. */
  readonly missing: number
  /** Who read which language, in the order of their first sentences. */
  readonly readers: readonly ReaderShare[]
}

const sampleFormat = 'int16'
/**
 * Narrates a whole document into one WAV file; memory does not grow with its length.
 * @throws AppError 'export/disk-full', 'export/not-writable', 'text/nothing-to-say'; `signal.reason` when aborted;
 *   in every case nothing is left behind
 */
export async function exportWav(options: {
  voice: Voice
  /** Who reads what; absent: the voice reads everything. */
  casting?: Casting | undefined
  document: SpokenDocument
  settings: SpeechSettings
  path: string
  /** What the file says of itself. */
  tags: WavTags
  /** Has the file of its words written beside it, with this said of the text; absent: none. */
  words?: { readonly title: string; readonly language: string | undefined } | undefined
  /** Of the file; absent: the voice's own. */
  sampleRateHz?: number
  signal: AbortSignal
  /** Waited for before every piece: who has a more urgent use for the voice holds this up. Absent: nobody has. */
  turn?: (signal: AbortSignal) => Promise<void>
  onProgress: (state: ExportState) => void
}): Promise<ExportResult> {
  const { voice, casting, document, settings, path, tags, signal, onProgress } = options
  const { sampleRateHz = voice.sampleRateHz } = options
  const startedAt = performance.now()
  const reckoner = createProgress(document)
  const file = await beginRecording(path, { sampleRateHz, format: sampleFormat, tags })
  const words = await createWords(options, sampleRateHz).catch(async (error: unknown) => {
    await file.abandon()
    throw error
  })
  /** Told before it is rendered: where it ends is known with the next one. */
  let told: SampledSentence | null = null
  let soundEnd = 0
  const writeTold = async (): Promise<void> => {
    if (told) await words?.add({ ...told, endSample: Math.max(told.startSample, soundEnd) })
  }
  let samples = 0
  let sentences = 0
  let missing = 0
  let waitedMilliseconds = 0
  const readers = new Map<string, ReaderShare>()
  const state = (fraction: number): ExportState => ({
    fraction,
    audioSeconds: samples / sampleRateHz,
    wallSeconds: (performance.now() - startedAt - waitedMilliseconds) / 1_000,
    bytesLeft: fraction > 0 ? bytesPerSample[sampleFormat] * samples * (1 / fraction - 1) : null,
  })
  try {
    const from = { block: 0, char: 0 }
    const pieces = narrate({
      voice,
      casting,
      document,
      from,
      settings: () => settings,
      sampleRateHz,
      signal,
    })
    for await (const piece of pieces) {
      signal.throwIfAborted()
      if (options.turn) {
        const waitsFrom = performance.now()
        await options.turn(signal)
        waitedMilliseconds += performance.now() - waitsFrom
      }
      if (piece.kind === 'sentence') {
        await writeTold()
        told = piece
        if (piece.part === 0) {
          sentences++
          addSentence(readers, piece)
        }
        onProgress(state(reckoner(piece.block, piece.startChar)))
      } else if (piece.kind === 'unspoken') {
        if (hasSomethingToSay(document, piece)) missing++
      } else if (piece.kind === 'silence') {
        await file.write(new Float32Array(piece.samples))
        samples += piece.samples
      } else if (piece.kind === 'audio') {
        await file.write(piece.samples)
        samples += piece.samples.length
        soundEnd = samples
      }
    }
    await writeTold()
    await finishRecording(path, file, words)
  } catch (error) {
    await words?.abandon()
    await file.abandon()
    throw error
  }
  const end = state(1)
  onProgress(end)
  return {
    path,
    audioSeconds: end.audioSeconds,
    wallSeconds: end.wallSeconds,
    sentences,
    missing,
    readers: [...readers.values()],
  }
}

function createWords(
  { words, voice, document, path }: Parameters<typeof exportWav>[0],
  sampleRateHz: number,
): Promise<WordsFile | null> {
  if (!words) return Promise.resolve(null)
  const { title, language } = words
  return createWordsFile(path, {
    title,
    language,
    voice: voice.id,
    sampleRateHz,
    blocks: [...document.blocks],
  })
}

function addSentence(
  readers: Map<string, ReaderShare>,
  { voice, language }: { voice: string; language: Language },
): void {
  const key = `${voice} ${language}`
  const sentences = (readers.get(key)?.sentences ?? 0) + 1
  readers.set(key, { voice, language, sentences })
}

function hasSomethingToSay(
  document: SpokenDocument,
  sentence: { block: number; startChar: number; endChar: number },
): boolean {
  const text = document.blocks[sentence.block].text.slice(sentence.startChar, sentence.endChar)
  return /[\p{L}\p{N}]/u.test(text)
}

/** Characters before a place over all characters. */
function createProgress(document: SpokenDocument): (block: number, char: number) => number {
  const before: number[] = []
  let total = 0
  for (const block of document.blocks) {
    before.push(total)
    total += block.text.length
  }
  return (block, char) => (total === 0 ? 0 : Math.min(1, (before[block] + char) / total))
}
