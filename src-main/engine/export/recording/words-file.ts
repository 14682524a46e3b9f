import { wordsFileOf, type RecordedSentence, type RecordingWords } from '@contract/recording-words'
import type { SampledSentence } from '@contract/speech'
import { createUnfinishedFile } from './unfinished-file'

/** What is known of a recording before it is made. */
export type WordsHead = Omit<RecordingWords, 'format' | 'version' | 'sentences'>

/** The words of a recording being written beside it; memory does not grow with it. Ends as a `WavFile` does. */
export interface WordsFile {
  /** @throws AppError 'export/disk-full', 'export/not-writable' */
  add(sentence: SampledSentence): Promise<void>
  finish(): Promise<void>
  /** May be called after anything. */
  abandon(): Promise<void>
}

/**
 * @param path of the recording, under its final name
 * @throws AppError 'export/not-writable', 'export/disk-full'
 */
export async function createWordsFile(path: string, head: WordsHead): Promise<WordsFile> {
  const { title, voice, language, sampleRateHz, blocks } = head
  const file = await createUnfinishedFile(wordsFileOf(path))
  let count = 0
  const write = (text: string): Promise<void> => file.append(Buffer.from(text))
  const shown = blocks.map(({ kind, level, text }) => ({ kind, level, text }))
  const begun = { format: 'lector-words', version: 1, title, voice, language, sampleRateHz, blocks: shown }
  await write(`${JSON.stringify(begun).slice(0, -1)},"sentences":[`).catch(async (error: unknown) => {
    await file.abandon()
    throw error
  })
  return {
    async add(sentence) {
      await write(`${count === 0 ? '\n' : ',\n'}${JSON.stringify(inSeconds(sentence, sampleRateHz))}`)
      count++
    },
    async finish() {
      await write('\n]}\n')
      await file.finish()
    },
    abandon: () => file.abandon(),
  }
}

/** A sentence as files have it that know seconds. */
export function inSeconds(sentence: SampledSentence, sampleRateHz: number): RecordedSentence {
  const { block, startChar, endChar, startSample, endSample, words } = sentence
  // Ten millionths of a second: less than half a sample at any rate that is heard.
  const seconds = (samples: number): number => Math.round((samples / sampleRateHz) * 1e5) / 1e5
  return {
    block,
    startChar,
    endChar,
    startSeconds: seconds(startSample),
    endSeconds: seconds(endSample),
    words: words.map((word) => [
      word.startChar,
      word.endChar,
      seconds(Math.min(word.startSample, endSample)),
      seconds(Math.min(word.endSample, endSample)),
    ]),
  }
}
