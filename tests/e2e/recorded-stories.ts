import { truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { longestRiffBytes, wavHead } from '../../src-main/engine/audio/wav'
import {
  hummedWav,
  hummedWords,
  narratedBook,
  narratedChapter,
  narratedRateHz,
  parsOfWords,
  type NarratedPar,
} from '../fixtures/epub/narrated-book'
import type { LectorWindow } from './lector-window'

const story =
  'The bell rang twice across the harbour. Nobody came to the window then. A boat went out with its lamp lit and the water closed behind it. In the morning the keeper wrote it down and went to sleep. That was all he ever said of it.'

export interface RecordedStories {
  /** A book of the next story, each word of it recorded. */
  wordBook(
    audio?: { name: string; data: Buffer },
    more?: { title?: string; unread?: string[]; secondsPerLetter?: number },
  ): { bytes: Buffer; pars: NarratedPar[] }
  /** Writes a recording of the next story as Lector saves one, silence making it as many hours long as are wanted. */
  record(options?: { hours?: number; hasWords?: boolean }): Promise<{ path: string; words: NarratedPar[] }>
  /** Opens a book of the story that was told last, and waits for it. */
  open(book: Buffer): Promise<void>
  /** Opens a file of it, and waits for it. */
  openPath(path: string): Promise<void>
  /** Opens a file as a person does who chooses it. */
  choose(path: string): Promise<void>
}

/**
 * Stories with recordings of them, each of them a document of its own.
 * @param home the folder that they are written to
 */
export function tellStories(lector: () => LectorWindow, home: () => string): RecordedStories {
  let stories = 0
  const ownStory = () => `${story} This was told ${++stories} times.`

  async function choose(path: string): Promise<void> {
    await lector().answerOpenDialog(path)
    await lector().page.keyboard.press('Control+o')
  }

  async function openPath(path: string): Promise<void> {
    await choose(path)
    await lector().page.getByText(`This was told ${stories} times.`).first().waitFor()
  }

  return {
    choose,
    openPath,
    async open(book) {
      const path = join(home(), `${stories}.epub`)
      await writeFile(path, book)
      await openPath(path)
    },
    wordBook(audio, more = {}) {
      const pars = parsOfWords(ownStory(), more.secondsPerLetter)
      const recording = audio ?? { name: 'one.wav', data: hummedWav(pars) }
      return {
        pars,
        bytes: narratedBook(narratedChapter({ name: 'one', pars, audio: recording, ...more })),
      }
    },
    async record({ hours = 0, hasWords = true } = {}) {
      // A recording is known by its sound: each has a pace of its own.
      const words = parsOfWords(ownStory(), 0.06 + stories / 10_000)
      const path = join(home(), `hum-${stories}.wav`)
      const wav = hummedWav(words)
      const samples = hours * 3_600 * narratedRateHz
      const form = { sampleRateHz: narratedRateHz, format: 'int16', tags: {} } as const
      const head = wavHead(form, { samples, tailBytes: 0 }, longestRiffBytes)
      if (hours > 0) wav.set(head)
      await writeFile(path, wav)
      // Silence takes no room on the disk.
      if (hours > 0) await truncate(path, head.length + samples * 2)
      if (hasWords) await writeFile(join(home(), `hum-${stories}.words.json`), hummedWords(words))
      return { path, words }
    },
  }
}
