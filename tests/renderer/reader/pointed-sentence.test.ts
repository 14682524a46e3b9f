import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { TextPosition } from '@contract/document'
import type { LocatedPlace } from '@contract/speech'
import { PointedSentence, type PointedRange } from '../../../src-renderer/reader/pointed-sentence'

/** A block of two sentences, of ten characters each; a pixel is a character, and y is nothing. */
const sentences: PointedRange[] = [
  { block: 3, startChar: 0, endChar: 10 },
  { block: 3, startChar: 11, endChar: 20 },
]
const first = sentences[0]
const second = sentences[1]
const show = vi.fn<(sentence: PointedRange | null) => void>()
const asked: TextPosition[] = []
let answer: (() => void)[] = []
let pointed: PointedSentence
/** The text is scrolled by so much. */
let scrolled = 0

const frame = () => vi.advanceTimersByTimeAsync(20)
async function pointAt(x: number): Promise<void> {
  pointed.move(x, 0)
  await frame()
}
async function answerAll(): Promise<void> {
  for (const tell of answer.splice(0)) tell()
  await frame()
}

beforeEach(() => {
  vi.useFakeTimers()
  show.mockClear()
  asked.length = 0
  answer = []
  scrolled = 0
  pointed = new PointedSentence({
    charAt: (x) => (x < 0 ? null : { block: 3, char: x + scrolled }),
    locate: (from) => {
      asked.push(from)
      const sentence = sentences.find(({ endChar }) => from.char < endChar)
      const place: LocatedPlace | null = sentence
        ? { block: 3, char: Math.max(from.char, sentence.startChar), sentence }
        : null
      return new Promise((resolve) => answer.push(() => resolve(place)))
    },
    show,
  })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('PointedSentence', () => {
  test('shows the sentence under the pointer, and asks no more within it', async () => {
    await pointAt(4)
    await answerAll()
    expect(show.mock.calls).toEqual([[first]])
    await pointAt(8)
    await pointAt(0)
    expect(asked).toHaveLength(1)
    await pointAt(12)
    expect(show).toHaveBeenLastCalledWith(null)
    await answerAll()
    expect(show).toHaveBeenLastCalledWith(second)
    expect(asked.map(({ char }) => char)).toEqual([4, 12])
  })

  test('looks once a frame, however often the pointer moves, and asks one thing at a time', async () => {
    for (let x = 0; x < 9; x++) pointed.move(x, 0)
    await frame()
    expect(asked).toEqual([{ block: 3, char: 8 }])
    await pointAt(14)
    await pointAt(15)
    expect(asked).toHaveLength(1)
    await answerAll()
    expect(show).not.toHaveBeenCalled()
    await answerAll()
    expect(asked).toEqual([8, 15].map((char) => ({ block: 3, char })))
    expect(show).toHaveBeenLastCalledWith(second)
  })

  test('shows nothing off the text, nor what is answered when the pointer has gone', async () => {
    await pointAt(4)
    await answerAll()
    await pointAt(-1)
    expect(show).toHaveBeenLastCalledWith(null)
    await pointAt(4)
    pointed.leave()
    await answerAll()
    await frame()
    expect(show).toHaveBeenLastCalledWith(null)
    expect(show).toHaveBeenCalledTimes(2)
    expect(asked).toHaveLength(2)
  })

  test('between two sentences is none, which is asked once', async () => {
    await pointAt(10)
    await answerAll()
    await frame()
    expect(asked).toHaveLength(1)
    expect(show).not.toHaveBeenCalled()
  })

  test('text that moves under a pointer at rest is looked at again, under none it is not', async () => {
    pointed.again()
    await frame()
    expect(asked).toEqual([])
    await pointAt(4)
    await answerAll()
    scrolled = 10
    pointed.again()
    await frame()
    await answerAll()
    expect(show).toHaveBeenLastCalledWith(second)
  })
})
