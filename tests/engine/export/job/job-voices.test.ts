import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { createJournal, readJournal } from '../../../../src-main/engine/export/job/journal'
import {
  progressRecordSchema,
  type ProgressRecord,
} from '../../../../src-main/engine/export/job/progress-record'
import type { JobMeans, JobResult } from '../../../../src-main/engine/export/job/job-means'
import { createCasting, type Casting } from '../../../../src-main/engine/streaming/casting'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { createVoiceEnsemble } from '../../../../src-main/engine/voices/voice-ensemble'
import { collect } from '../../../helpers/collect'
import { emptyFolder, filesIn } from '../../../helpers/folder-contents'
import { bookOf, breakOffJob, narratedJob, narrateJob } from '../../../helpers/narrated-job'
import { paragraph } from '../../../helpers/paragraphs'
import { createRandom } from '../../../helpers/random'
import { loadSinger } from '../../../helpers/sine-voices'

/** Bob reads what stands between quotation marks. */
const speech = speechSettingsSchema.parse({ quoteVoice: 'bob' })
const job = narratedJob({
  speech,
  document: bookOf([
    paragraph('One', 'heading'),
    paragraph('It is cold. “So it is,” she said. Nobody else had said a word.'),
    paragraph('Two', 'heading'),
    // So far behind that Bob has read before who reads it is asked.
    paragraph(
      'Short. It was late. The end was near. Nobody knew. And here it is. “I had thought so,” said another. So it was.',
    ),
  ]),
  chapters: [
    { title: 'One', fromBlock: 0, untilBlock: 2 },
    { title: 'Two', fromBlock: 2, untilBlock: 4 },
  ],
})
const sentences = 12
/** Sentences that are written when Bob has read. */
const behindBob = 4

let ann: Voice
let bob: Voice
let folder: string
beforeAll(async () => {
  ann = await loadSinger({ id: 'ann', language: 'en-US', sampleRateHz: 24_000, loudness: 1 })
  bob = await loadSinger({ id: 'bob', language: 'en-US', sampleRateHz: 16_000, loudness: 0.5 })
})
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-voices-'))
})
afterEach(() => rm(folder, { recursive: true }))

const journalPath = () => join(folder, 'journal')
const files = () => filesIn(folder, 'journal')
const records = async (): Promise<ProgressRecord[]> =>
  (await collect(readJournal(journalPath(), progressRecordSchema))).map(({ record }) => record)

/** Who reads: of each the voice that is here now. */
interface Readers {
  readonly ann: Voice
  readonly bob: Voice | null
}
function castOf(readers: Readers): Pick<JobMeans, 'casting' | 'document'> {
  const document = new SpokenDocument(job.document.blocks)
  const ensemble = createVoiceEnsemble({
    offers: () =>
      Promise.resolve(
        readers.bob ? [{ id: 'bob', name: 'Bob', language: readers.bob.language, missingBytes: 0 }] : [],
      ),
    load: () => (readers.bob ? Promise.resolve(readers.bob) : Promise.reject(new Error('nobody'))),
  })
  const settings = () => speech
  const onUnvoiced = () => undefined
  return {
    document,
    casting: createCasting({ voice: readers.ann, document, settings, ensemble, onUnvoiced }),
  }
}
/** @returns also whose change was told, and the sentences that were written by then when the first was */
async function run(
  readers: Readers,
  means: Partial<JobMeans> = {},
  ofJob = job,
): Promise<JobResult & { changed: string[]; firstWritten: number }> {
  const changed: string[] = []
  let firstWritten = 0
  const result = await narrateJob(ofJob, readers.ann, folder, {
    ...castOf(readers),
    onBegunAnew: (why) => void changed.push(why.reason === 'voice-changed' ? why.voice : why.reason),
    onProgress: ({ sentences: written }) => void (firstWritten ||= written),
    ...means,
  })
  return { ...result, changed, firstWritten }
}
const breakOff = (written: number, readers: Readers, means: Partial<JobMeans> = {}) =>
  breakOffJob(written, job, readers.ann, folder, { ...castOf(readers), ...means })
/** The files of one unbroken run; afterwards there are none. */
async function wholeBy(readers: Readers, means: Partial<JobMeans> = {}): Promise<Record<string, string>> {
  await run(readers, means)
  const whole = await files()
  await emptyFolder(folder)
  return whole
}

describe('a job that is taken up again', () => {
  test('goes on where it was left, to the bytes of an unbroken run, by the same voices', async () => {
    const whole = await wholeBy({ ann, bob })
    await breakOff(behindBob, { ann, bob })
    const { changed, firstWritten, readers } = await run({ ann, bob })
    expect(changed).toEqual([])
    expect(firstWritten).toBe(behindBob + 1)
    expect(readers.map(({ voice }) => voice)).toContain('bob')
    expect(await files()).toEqual(whole)
  })

  test('by the same voices is the same however often it was broken off', async () => {
    const whole = await wholeBy({ ann, bob })
    for (let seed = 1; seed <= 10; seed++) {
      const random = createRandom(seed)
      await emptyFolder(folder)
      for (let written = 0; written < sentences; written += 1 + Math.floor(3 * random()))
        await breakOff(written, { ann, bob }, { atOnce: 1 + (seed % 3) })
      expect((await run({ ann, bob })).changed).toEqual([])
      expect(await files()).toEqual(whole)
    }
  }, 60_000)

  test('is begun anew where its own voice is another one now', async () => {
    const other = { ...ann, address: 'another ann', name: 'Another' }
    const whole = await wholeBy({ ann: other, bob })
    await breakOff(behindBob, { ann, bob })
    const { changed, firstWritten } = await run({ ann: other, bob })
    expect(changed).toEqual(['ann'])
    expect(firstWritten).toBe(1)
    expect(await files()).toEqual(whole)
  })

  test('is begun anew where another voice that has read in it is another one now, or is gone', async () => {
    const louder = await loadSinger({ id: 'bob', language: 'en-US', sampleRateHz: 16_000, loudness: 1 })
    for (const readers of [
      { ann, bob: { ...louder, address: 'another bob' } },
      { ann, bob: null },
    ]) {
      const whole = await wholeBy(readers)
      await breakOff(behindBob, { ann, bob })
      const { changed, firstWritten } = await run(readers)
      expect(changed).toEqual(['bob'])
      expect(firstWritten).toBe(1)
      expect(await files()).toEqual(whole)
      await emptyFolder(folder)
    }
  })

  test('goes on where another voice has changed that had not been asked to read', async () => {
    await breakOff(1, { ann, bob }, { atOnce: 1, casting: undefined })
    const other = { ...bob, address: 'another bob' }
    const { changed, firstWritten } = await run({ ann, bob: other })
    expect(changed).toEqual([])
    expect(firstWritten).toBe(2)
  })

  test('is begun anew where the code is another one now', async () => {
    const codePath = `${folder}-code.js`
    await writeFile(codePath, 'one')
    await breakOff(behindBob, { ann, bob }, { codePath })
    await writeFile(codePath, 'two')
    const { changed, firstWritten } = await run({ ann, bob }, { codePath })
    expect(changed).toEqual(['ann'])
    expect(firstWritten).toBe(1)
    await rm(codePath)
  })

  test('is begun anew where nobody noted its voices', async () => {
    const whole = await wholeBy({ ann, bob })
    await breakOff(behindBob, { ann, bob })
    const noted = await records()
    const journal = await createJournal<ProgressRecord>(journalPath())
    for (const record of noted) if (record.kind !== 'voice') await journal.add(record)
    await journal.close()
    const { changed, firstWritten } = await run({ ann, bob })
    expect(changed).toEqual(['ann'])
    expect(firstWritten).toBe(1)
    expect(await files()).toEqual(whole)
  })

  test('that was never begun is told of to nobody', async () => {
    expect((await run({ ann, bob })).changed).toEqual([])
  })
})

describe('the voices of a job', () => {
  test('are noted before their first samples, also those that its loudness is found by', async () => {
    let journalThen: ProgressRecord[] = []
    const watched: Voice = {
      ...bob,
      async *render(utterance, plan, signal) {
        if (journalThen.length === 0) journalThen = await records()
        yield* bob.render(utterance, plan, signal)
      },
    }
    const loud = { ...job, loudnessLufs: -20 }
    await run({ ann, bob: watched }, {}, loud)
    const voicesOf = (noted: readonly ProgressRecord[]) =>
      noted.map((record) => (record.kind === 'voice' ? record.voice : record.kind))
    expect(voicesOf(journalThen)).toEqual(['ann', 'bob'])
    expect(voicesOf(await records()).slice(0, 4)).toEqual(['ann', 'bob', 'gain', 'chapter'])
    expect((await records()).filter(({ kind }) => kind === 'voice')).toHaveLength(2)
  })

  test('do not become others while they read: it says so, and is begun anew', async () => {
    const other = { ...bob, address: 'another bob' }
    const whole = await wholeBy({ ann, bob: other })
    let hasRead = false
    const reading: Voice = {
      ...bob,
      render: (...asked) => ((hasRead = true), bob.render(...asked)),
    }
    const { casting, document } = castOf({ ann, bob: reading })
    const changing: Casting = {
      ...casting!,
      async readerOf(...sentence) {
        const reader = await casting!.readerOf(...sentence)
        return reader.voice.id === 'bob' && hasRead ? { ...reader, voice: other } : reader
      },
    }
    const changedUnderWay = run({ ann, bob }, { casting: changing, document, atOnce: 1 })
    await expect(changedUnderWay).rejects.toMatchObject({ code: 'engine/crashed', retry: 'now' })
    expect((await run({ ann, bob: other })).changed).toEqual(['bob'])
    expect(await files()).toEqual(whole)
  })
})
