import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createJournal } from '../../../../src-main/engine/export/job/journal'
import type { ProgressRecord } from '../../../../src-main/engine/export/job/progress-record'
import {
  accountedSentences,
  type AccountedSentence,
  type ReadText,
} from '../../../../src-main/engine/export/report/accounted-sentences'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import { paragraph } from '../../../helpers/paragraphs'

const blocks = [paragraph('One. Two.'), paragraph('* * *'), paragraph('Not read.'), paragraph('Four.')]
const chapters = [
  { title: 'A', fromBlock: 0, untilBlock: 2 },
  { title: 'B', fromBlock: 3, untilBlock: 9 },
]
const sentence = (
  chapter: number,
  block: number,
  [startChar, endChar]: [number, number],
  [startSample, endSample]: [number, number],
): ProgressRecord => ({
  ...{ kind: 'sentence', chapter, block, startChar, endChar, voice: 'sine', language: null },
  ...{ startSample, endSample, words: [] },
  next: { nowSample: endSample, restSample: endSample, endSample, index: 1 },
})

describe('accountedSentences', () => {
  let folder: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'lector-accounted-'))
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  async function account(
    records: readonly ProgressRecord[],
    document: ReadText = new SpokenDocument(blocks),
  ): Promise<AccountedSentence[]> {
    const journalPath = join(folder, 'journal')
    const journal = await createJournal<ProgressRecord>(journalPath)
    for (const record of records) await journal.add(record)
    await journal.close()
    const told: AccountedSentence[] = []
    for await (const one of accountedSentences({ job: { chapters }, document, journalPath })) told.push(one)
    return told
  }
  const whole: ProgressRecord[] = [
    {
      kind: 'chapter',
      chapter: 0,
      bases: [
        [0, 0],
        [1, 0],
      ],
    },
    sentence(0, 0, [0, 4], [0, 100]),
    sentence(0, 0, [5, 9], [120, 200]),
    { kind: 'unspoken', chapter: 0, block: 1, startChar: 0, endChar: 5, isMissing: false },
    {
      kind: 'chapter',
      chapter: 1,
      bases: [
        [0, 250],
        [2, 0],
      ],
    },
    sentence(1, 3, [0, 5], [0, 90]),
  ]

  test('what a voice begins behind a quotation mark is not missing; what it leaves of a sentence is', async () => {
    const spoken = new SpokenDocument([paragraph('“One, two.” Three.'), ...blocks.slice(1)])
    const begin = whole[0]
    const all = await account(
      [begin, sentence(0, 0, [1, 11], [0, 100]), sentence(0, 0, [12, 18], [120, 200])],
      spoken,
    )
    const missing = (told: readonly AccountedSentence[]) =>
      told.flatMap(({ block, startChar, endChar, state }) =>
        block === 0 && state === 'missing' ? [[startChar, endChar]] : [],
      )
    expect(missing(all)).toEqual([])
    const half = await account([begin, sentence(0, 0, [5, 11], [0, 100])], spoken)
    expect(missing(half)).toEqual([
      [0, 5],
      [12, 18],
    ])
  })

  test('says where each sentence is in each recording', async () => {
    const told = await account(whole)
    expect(told.map(({ block, state }) => [block, state])).toEqual([
      [0, 'rendered'],
      [0, 'rendered'],
      [1, 'nothing-to-say'],
      [3, 'rendered'],
    ])
    expect(told.map(({ heard }) => heard)).toEqual([
      [
        { recording: 0, startSample: 0, endSample: 100 },
        { recording: 1, startSample: 0, endSample: 100 },
      ],
      [
        { recording: 0, startSample: 120, endSample: 200 },
        { recording: 1, startSample: 120, endSample: 200 },
      ],
      [],
      [
        { recording: 0, startSample: 250, endSample: 340 },
        { recording: 2, startSample: 0, endSample: 90 },
      ],
    ])
  })

  test('a sentence that nobody noted is missing, wherever it stands', async () => {
    for (const left of [1, 2, 5]) {
      const told = await account(whole.filter((_, index) => index !== left))
      const missing = told.filter(({ state }) => state === 'missing')
      const { block, startChar, endChar } = whole[left] as Extract<ProgressRecord, { kind: 'sentence' }>
      expect(missing).toMatchObject([{ block, startChar, endChar, heard: [] }])
      expect(told).toHaveLength(4)
      expect(told.map((one) => one.block)).toEqual([0, 0, 1, 3])
    }
    expect((await account([])).map(({ state }) => state)).toEqual([
      ...['missing', 'missing', 'nothing-to-say', 'missing'],
    ])
  })

  test('so is text with letters or digits that no sentence covers, unless a rule leaves it out', async () => {
    const document = new SpokenDocument(blocks)
    const holed = (leftOut: ReturnType<ReadText['readingOf']>['leftOut']): ReadText => ({
      blocks,
      readingOf: (block) =>
        block === 0
          ? Object.assign(Object.create(document.readingOf(0)) as ReturnType<ReadText['readingOf']>, {
              ranges: [{ startChar: 0, endChar: 4 }],
              leftOut,
            })
          : document.readingOf(block),
    })
    const records = whole.filter((_, index) => index !== 2)
    expect((await account(records, holed([]))).filter(({ state }) => state === 'missing')).toMatchObject([
      { chapter: 0, block: 0, startChar: 4, endChar: 9 },
    ])
    const leftOut = [{ startChar: 4, endChar: 9, subject: 'url' as const }]
    expect((await account(records, holed(leftOut))).filter(({ state }) => state === 'missing')).toEqual([])
  })
})
