import type { Block, ReadableDocument } from '@contract/document'
import { AppError } from '@contract/errors'
import { unfinishedSuffix, wordsFileOf } from '@contract/recording-words'
import {
  beginRecording,
  createWordsFile,
  finishRecording,
  openDocument,
  recordingTags,
  SpokenDocument,
  warmUpDocument,
  type WordsFile,
} from '../../engine'
import { castVoices } from '../cast'
import type { CommandContext } from '../context'
import { readMeasured, type MeasuredReading } from '../measure'
import { loadPronounce } from '../pronunciations'
import { table } from '../terminal'
import { unknownLoudness } from '../unknown-loudness'

/** `speak "TEXT" --out FILE`: says a text, saves it, and reports how fast that was. */
export async function speak(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  const text = line.operands.join(' ')
  if (line.operands.length === 0)
    throw new AppError('usage/invalid', 'speak needs a text: speak "Good morning." --out morning.wav')
  // The figures alone are worth having for a program; a person would wonder where the sound went.
  if (line.out === undefined && !line.isJson)
    throw new AppError('usage/invalid', 'speak needs a file to write to: --out FILE.wav')
  const opened = await openDocument({ source: { kind: 'text', text }, signal })
  const pronounce = await loadPronounce(context, opened)
  const startedAt = performance.now()
  const voice = await context.loadVoice()
  const loadMilliseconds = performance.now() - startedAt
  const notice = unknownLoudness(voice, line.settings)
  if (notice) terminal.notice(notice)
  const { settings } = line
  const sampleRateHz = line.sampleRateHz ?? voice.sampleRateHz
  const warmUp = await readMeasured({
    voice,
    document: warmUpDocument(),
    settings,
    sampleRateHz,
    signal,
    sink: () => Promise.resolve(),
  })
  const path = line.out === undefined ? null : context.resolvePath(line.out)
  if (path) context.noteUnfinished(path + unfinishedSuffix)
  if (path && line.words) context.noteUnfinished(wordsFileOf(path) + unfinishedSuffix)
  const tags = recordingTags(opened.title, voice)
  const file = path ? await beginRecording(path, { sampleRateHz, format: 'int16', tags }) : null
  const document = new SpokenDocument(opened.blocks, { pronounce, language: opened.language })
  const { casting, unvoiced } = castVoices(context, voice, document, line.settings)
  let words: WordsFile | null = null
  try {
    const reading = await readMeasured({
      voice,
      casting,
      document,
      settings,
      sampleRateHz,
      signal,
      sink: async (samples) => {
        await file?.write(samples)
      },
    })
    if (path && line.words)
      words = await writeWords(path, opened, { reading, voice: voice.id, sampleRateHz }, signal)
    if (path && file) await finishRecording(path, file, words)
    const { firstAudio, audioSeconds, wallSeconds } = reading
    const result = {
      voice: voice.id,
      sampleRateHz,
      device: voice.device,
      path,
      coldFirstAudioMs: round(loadMilliseconds + warmUp.firstAudio.totalMilliseconds),
      firstAudioMs: round(firstAudio.totalMilliseconds),
      frontEndMs: round(firstAudio.frontEndMilliseconds),
      acousticMs: round(firstAudio.acousticMilliseconds),
      vocoderMs: round(firstAudio.vocoderMilliseconds),
      audioSeconds: round(audioSeconds),
      wallSeconds: round(wallSeconds, 5),
      realTimeFactor: round(wallSeconds / audioSeconds, 5),
      chunks: reading.chunks,
      skipped: reading.skipped,
      unvoiced,
      sentences: reading.sentences.map((sentence) => ({
        voice: sentence.voice,
        language: sentence.language,
        ...placeIn(opened.blocks[sentence.block], sentence, sampleRateHz),
      })),
      words: reading.words.map((word) => {
        const place = placeIn(opened.blocks[word.block], word, sampleRateHz)
        return { text: text.slice(place.startChar, place.endChar), ...place }
      }),
    }
    terminal.json(result)
    if (path) terminal.line(path)
    if (reading.skipped.length > 0)
      terminal.notice(`The voice has no sound for ${reading.skipped.map(({ symbol }) => symbol).join(' ')}`)
    terminal.line(
      table([
        ['audio', `${result.audioSeconds.toFixed(2)} s`],
        ['first audio', `${result.firstAudioMs.toFixed(1)} ms`],
        ['  front end', `${result.frontEndMs.toFixed(1)} ms`],
        ['  acoustic', `${result.acousticMs.toFixed(1)} ms`],
        ['  vocoder', `${result.vocoderMs.toFixed(1)} ms`],
        ['rendered in', `${(wallSeconds * 1_000).toFixed(1)} ms`],
        ['real-time factor', result.realTimeFactor.toFixed(4)],
        ['device', voice.device],
      ]),
    )
  } catch (error) {
    await words?.abandon()
    await file?.abandon()
    throw error
  }
}

/**
 * Writes the words beside the recording, for it to be read along with. Whoever asked finishes or abandons the file.
 * @throws AppError 'export/…', or the signal's reason when cancelled: nothing of the file is left then
 */
export async function writeWords(
  path: string,
  { title, language, blocks }: Pick<ReadableDocument, 'title' | 'language' | 'blocks'>,
  {
    reading,
    ...made
  }: { reading: Pick<MeasuredReading, 'sentences' | 'words'>; voice: string; sampleRateHz: number },
  signal: AbortSignal,
): Promise<WordsFile> {
  const file = await createWordsFile(path, { title, language, blocks, ...made })
  try {
    for (const sentence of reading.sentences) {
      signal.throwIfAborted()
      const { block, startChar, endChar } = sentence
      const words = reading.words.filter(
        (word) => word.block === block && word.startChar >= startChar && word.endChar <= endChar,
      )
      await file.add({ ...sentence, words })
    }
    return file
  } catch (error) {
    await file.abandon()
    throw error
  }
}

/** A range of a block as one of the text, and its samples as seconds. */
function placeIn(
  { source }: Block,
  range: { startChar: number; endChar: number; startSample: number; endSample: number },
  sampleRateHz: number,
) {
  return {
    startChar: source.startChar + range.startChar,
    endChar: source.startChar + range.endChar,
    startSeconds: round(range.startSample / sampleRateHz, 4),
    endSeconds: round(range.endSample / sampleRateHz, 4),
  }
}

function round(value: number, digits = 3): number {
  return Number(value.toFixed(digits))
}
