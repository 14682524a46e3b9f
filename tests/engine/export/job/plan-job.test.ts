import { describe, expect, test } from 'vitest'
import { emptyPiece, type ReadableDocument } from '@contract/document'
import { speechSettingsSchema } from '@contract/settings'
import { planJob, type JobChoices } from '../../../../src-main/engine/export/job/plan-job'
import { paragraph } from '../../../helpers/paragraphs'

const document: ReadableDocument = {
  ...emptyPiece(),
  id: 'id',
  title: 'Moby Dick',
  authors: ['Herman Melville'],
  format: 'txt',
  blocks: [
    paragraph('Loomings', 'heading'),
    paragraph('Call me Ishmael.'),
    paragraph('I stuffed a shirt or two into my bag.'),
    paragraph('The Spouter-Inn', 'heading'),
    paragraph('Entering that inn, you found yourself in an entry.'),
  ],
  contents: [
    { title: 'Loomings', level: 1, startBlock: 0 },
    { title: 'The Carpet-Bag', level: 1, startBlock: 2 },
    { title: 'The Spouter-Inn', level: 1, startBlock: 3 },
  ],
}
const plan = (changes: Partial<JobChoices> = {}) =>
  planJob(
    document,
    {
      name: 'Moby Dick',
      per: 'both',
      pattern: '{nn} of {count} {chapter}',
      chapters: null,
      titles: {},
      speaksTitles: false,
      pronunciations: [],
      reading: {},
      speech: speechSettingsSchema.parse({}),
      sampleRateHz: null,
      sampleFormat: 'int16',
      loudnessLufs: -18,
      chapterSilenceMilliseconds: 1_500,
      cues: 'chapters',
      words: true,
      report: true,
      formats: ['wav'],
      subtitles: [],
      ...changes,
    },
    'job',
  )
const names = (changes: Partial<JobChoices>) => plan(changes).recordings.map(({ name }) => name)

describe('planJob', () => {
  test('is a recording of the book, of its chapters, or both', () => {
    const [book, ...each] = ['Moby Dick.wav', '01 of 3 Loomings.wav', '02 of 3 The Carpet-Bag.wav']
    expect(names({ per: 'book' })).toEqual([book])
    expect(names({ per: 'chapter' })).toEqual([...each, '03 of 3 The Spouter-Inn.wav'])
    expect(names({})).toEqual([book, ...each, '03 of 3 The Spouter-Inn.wav'])
    expect(plan().document.blocks).toEqual(document.blocks)
    expect(plan()).toMatchObject({ id: 'job', loudnessLufs: -18, words: true })
  })

  test('of chosen chapters, which keep their numbers in the book', () => {
    const { chapters, recordings } = plan({ chapters: [2, 3] })
    expect(chapters.map(({ fromBlock, untilBlock }) => [fromBlock, untilBlock])).toEqual([
      [2, 3],
      [3, 5],
    ])
    expect(recordings).toEqual([
      { name: 'Moby Dick.wav', title: 'Moby Dick', fromChapter: 0, untilChapter: 2 },
      { name: '02 of 3 The Carpet-Bag.wav', title: 'The Carpet-Bag', fromChapter: 0, untilChapter: 1 },
      { name: '03 of 3 The Spouter-Inn.wav', title: 'The Spouter-Inn', fromChapter: 1, untilChapter: 2 },
    ])
    expect(() => plan({ chapters: [4] })).toThrow('a chapter is chosen by its number')
  })

  test('with the titles that chapters are given, in names and in what is said', () => {
    const {
      chapters,
      document: made,
      recordings,
    } = plan({
      titles: { 1: 'The Beginning', 2: 'The Bag' },
      speaksTitles: true,
      per: 'chapter',
    })
    expect(made.blocks.map(({ text }) => text)).toEqual([
      'The Beginning',
      'Call me Ishmael.',
      'The Bag',
      'I stuffed a shirt or two into my bag.',
      'The Spouter-Inn',
      'Entering that inn, you found yourself in an entry.',
    ])
    expect(chapters).toEqual([
      { title: 'The Beginning', fromBlock: 0, untilBlock: 2 },
      { title: 'The Bag', fromBlock: 2, untilBlock: 4 },
      { title: 'The Spouter-Inn', fromBlock: 4, untilBlock: 6 },
    ])
    expect(recordings[1]).toMatchObject({ name: '02 of 3 The Bag.wav', title: 'The Bag' })
  })

  test('is the same for the same, and names a field that there is not', () => {
    expect(plan({ speaksTitles: true })).toEqual(plan({ speaksTitles: true }))
    expect(() => plan({ pattern: '{year}' })).toThrow(
      expect.objectContaining({ code: 'export/unknown-field' }),
    )
  })
})
