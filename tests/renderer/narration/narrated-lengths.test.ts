import { expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import type { MeasuredLengths } from '../../../src-renderer/audio/speech-player-types'
import { NarratedLengths } from '../../../src-renderer/narration/narrated-lengths'
import type { NarratedSentence } from '../../../src-renderer/narration/narrated-text'
import { paragraph } from '../../helpers/paragraphs'
import { settle } from '../../helpers/port-pair'

const settings = speechSettingsSchema.parse({})
const said = (block: number, endSeconds: number | null): NarratedSentence => ({
  ...{ block, startChar: 0, endChar: 4, words: [] },
  pieces: [{ overlay: block, audio: `${block}.mp3`, startSeconds: 1, endSeconds }],
})
const voiced = (block: number): NarratedSentence => ({ ...said(block, null), pieces: [], isVoiced: true })

/** Lengths of a text that tests change, beside a voice that has said nothing yet. */
function reckoned(sentences: NarratedSentence[]) {
  const text = { sentences, blocks: sentences.map(() => paragraph('Said')), isWhole: true }
  const known = new Map<number, number[]>()
  const looks: { audio: string; found: (seconds: number) => void }[] = []
  let measured: (blocks: readonly number[]) => void = () => undefined
  const lengths = new NarratedLengths({
    text: () => text,
    voice: {
      onMeasured: (listener) => (measured = listener),
      lengths: () => ({
        lengths: known,
        isComplete: sentences.every((s) => !s.isVoiced || known.has(s.block)),
      }),
    },
    lengthOf: ({ audio }) => new Promise((found) => looks.push({ audio, found })),
  })
  const told: MeasuredLengths[] = []
  return {
    ...{ text, lengths, looks, told },
    ask: () => lengths.ask(settings, (more) => told.push(more)),
    measure(block: number, numbers: number[]): void {
      known.set(block, numbers)
      measured([block])
    },
  }
}
const blocksOf = ({ blocks }: MeasuredLengths) => blocks.map(({ block }) => block)

test('what becomes known is told by itself: what the voice has measured, and what is new', async () => {
  const { text, lengths, told, ask, measure } = reckoned([said(0, 3), voiced(1), said(2, 2)])
  ask()
  await settle()
  expect(told.map(blocksOf)).toEqual([[0, 2]])
  expect(told[0]).toMatchObject({ isComplete: false, sampleRateHz: 48_000 })
  expect(told[0].blocks[0].sentences).toEqual([0, 4, 0, 96_000, 96_000])
  measure(1, [0, 4, 0, 900, 1_000])
  await settle()
  expect(told.slice(1).map(blocksOf)).toEqual([[1]])
  expect(told[1]).toMatchObject({ isComplete: true })
  text.sentences.push(said(3, 2))
  text.blocks.push(paragraph('More'))
  lengths.change([3])
  await settle()
  expect(told.slice(2).map(blocksOf)).toEqual([[3]])
  ask()
  await settle()
  expect(told.slice(3).map(blocksOf)).toEqual([[0, 1, 2, 3]])
})

test('what is played to the end of its recording is told when that was looked at, one after the other', async () => {
  const { looks, told, ask } = reckoned([said(0, 3), said(1, null), said(2, null)])
  ask()
  await settle()
  expect(told.map(blocksOf)).toEqual([[0]])
  expect(looks.map(({ audio }) => audio)).toEqual(['1.mp3'])
  looks[0].found(5)
  await settle()
  expect(told.slice(1).map(blocksOf)).toEqual([[1]])
  expect(told[1].blocks[0].sentences[4]).toBe(4 * 48_000)
  expect(told[1].isComplete).toBe(false)
  looks[1].found(2)
  await settle()
  expect(told.slice(2).map(blocksOf)).toEqual([[2]])
  expect(told[2].isComplete).toBe(true)
})

test('what lies in several recordings lasts as long as all of them, once they were looked at', async () => {
  const [first, second] = [said(0, null), said(1, null)]
  const { looks, told, ask } = reckoned([{ ...first, pieces: [...first.pieces, ...second.pieces] }])
  ask()
  for (const seconds of [5, 3]) {
    await settle()
    expect(told).toEqual([])
    looks[looks.length - 1].found(seconds)
  }
  await settle()
  expect(told[0].blocks[0].sentences[4]).toBe((4 + 2) * 48_000)
  expect(told[0].isComplete).toBe(true)
})

const pause = (settings.pauses.paragraphMilliseconds / 1_000) * 48_000
/** What was told of each block last. */
const toldOf = (told: readonly MeasuredLengths[]) =>
  Object.fromEntries(told.flatMap(({ blocks }) => blocks.map(({ block, sentences }) => [block, sentences])))

test('what the voice has nothing to say of is followed by no pause, also when that turns out later', async () => {
  const { told, ask, measure } = reckoned([said(0, 3), voiced(1), voiced(2), said(3, 2)])
  ask()
  await settle()
  expect(toldOf(told)[3][2]).toBe(pause)
  measure(2, [])
  await settle()
  expect(toldOf(told)[3][2]).toBe(pause)
  measure(1, [])
  await settle()
  expect(toldOf(told)).toMatchObject({ 1: [], 2: [] })
  expect(toldOf(told)[3][2]).toBe(0)
})

test('where the voice has something to say, the pauses before it and after it are told', async () => {
  const { told, ask, measure } = reckoned([said(0, 3), voiced(1), voiced(2), said(3, 2)])
  measure(1, [])
  measure(2, [0, 4, 700, 900, 1_000])
  ask()
  await settle()
  expect(toldOf(told)[2]).toEqual([0, 4, pause, 1_000, 1_000])
  expect(toldOf(told)[3][2]).toBe(pause)
})

test('what a voice reads in one breath has the voice’s own pauses, and the last of it none behind it', async () => {
  const { told, ask, measure } = reckoned([said(0, 3), voiced(1), voiced(2), voiced(3), said(4, 2)])
  ask()
  for (const block of [1, 2, 3]) measure(block, [0, 4, 700, 900, 1_000])
  await settle()
  expect(toldOf(told)).toMatchObject({
    1: [0, 4, pause, 900, 1_000],
    2: [0, 4, 700, 900, 1_000],
    3: [0, 4, 700, 1_000, 1_000],
  })
  // There turns out to be nothing at its end.
  measure(3, [])
  await settle()
  expect(toldOf(told)).toMatchObject({ 2: [0, 4, 700, 1_000, 1_000], 3: [] })
  expect(toldOf(told)[4][2]).toBe(pause)
})

test('what ends in a block counts where it began, and hides nothing that follows it there', async () => {
  const over = { ...said(0, 3), until: { block: 1, char: 2 } }
  const { told, ask } = reckoned([over, { ...said(1, 2), startChar: 2 }])
  ask()
  await settle()
  expect(told[0].blocks.map(({ sentences }) => sentences.slice(0, 2))).toEqual([
    [0, 4],
    [2, 4],
  ])
})

test('nobody is told who asks for nothing any more', async () => {
  const { lengths, looks, told, ask } = reckoned([said(0, null)])
  ask()
  await settle()
  lengths.dispose()
  looks[0].found(5)
  await settle()
  expect(told).toEqual([])
})
