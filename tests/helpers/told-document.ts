import { execFileSync, spawnSync } from 'node:child_process'
import type { Block } from '../../src-main/contract/document'
import type { RecordedSentence } from '../../src-main/contract/recording-words'

export const hasFfmpeg = spawnSync('ffmpeg', ['-version']).status === 0
/** For the names of tests that are skipped without. */
export const ffmpegNeeds = '(needs ffmpeg)'

const sentences = new Intl.Segmenter('en', { granularity: 'sentence' })
/** Of scripts that have no spaces between words. */
const unspacedWord = /[\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]{1,2}|[^\s\p{scx=Han}\p{scx=Hira}\p{scx=Kana}]+/gu

/** How a text is told: each word as long as the last but for a little, with a pause behind each sentence. */
export interface Telling {
  readonly secondsPerWord?: number
  readonly pauseSeconds?: number
  readonly startSeconds?: number
  /** Without words: sentences are known as a whole. */
  readonly isWordless?: boolean
}

export interface ToldDocument {
  readonly sentences: RecordedSentence[]
  readonly seconds: number
}

/** What a voice would say of blocks, and when. */
export function tellBlocks(
  blocks: readonly Block[],
  { secondsPerWord = 0.25, pauseSeconds = 0.3, startSeconds = 0, isWordless = false }: Telling = {},
): ToldDocument {
  let at = startSeconds
  const told = blocks.flatMap(({ text }, block) =>
    [...sentences.segment(text)].flatMap(({ segment, index }): RecordedSentence[] => {
      const found = [...segment.matchAll(unspacedWord)].filter(([word]) => /[\p{L}\p{N}]/u.test(word))
      if (found.length === 0) return []
      const begin = at
      const words = found.map((word, number): RecordedSentence['words'][number] => {
        const startChar = index + word.index
        const start = at
        at += secondsPerWord * (1 + (number % 3) / 10)
        return [startChar, startChar + word[0].length, start, at]
      })
      const endSeconds = at
      at += pauseSeconds
      const [[startChar], [, endChar]] = [words[0], words[words.length - 1]]
      return [{ block, startChar, endChar, startSeconds: begin, endSeconds, words: isWordless ? [] : words }]
    }),
  )
  return { sentences: told, seconds: at }
}

/** A file of silence; its ending says of what kind. */
export function writeSilence(path: string, seconds: number): void {
  const sound = ['-f', 'lavfi', '-i', 'anullsrc=r=8000:cl=mono', '-t', seconds.toFixed(3), '-b:a', '8k']
  execFileSync('ffmpeg', ['-hide_banner', '-loglevel', 'error', '-y', ...sound, path])
}
