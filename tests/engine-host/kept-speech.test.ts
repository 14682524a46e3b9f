import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { AppError } from '@contract/errors'
import { speechSettingsSchema } from '@contract/settings'
import { narrate, SpokenDocument, warmed, type Voice } from '../../src-main/engine'
import { loadWorkerVoice } from '../../src-main/engine/worker/worker-voice'
import { createDocumentMeasurer } from '../../src-main/engine-host/document-measurer'
import { createKeptSpeech, type KeptSpeech } from '../../src-main/engine-host/kept-speech'
import { buildBundle, type Bundle } from '../helpers/build-bundle'
import { firstDifference } from '../helpers/first-difference'
import { installedVoice, isFetched } from '../helpers/installed-voice'
import { paragraph } from '../helpers/paragraphs'

const never = new AbortController().signal
const settings = speechSettingsSchema.parse({})
const sentences = Array.from({ length: 6 }, (_, index) => `Sentence number ${index + 1} is read aloud.`)
const document = () => new SpokenDocument([paragraph(sentences.join(' '))])
const pages = () =>
  new SpokenDocument([
    paragraph('A heading', 'heading'),
    paragraph('Dr. Hall wrote: “It is 5 km, is it not?” Then she left.'),
    paragraph('* * *'),
    paragraph('The last paragraph is read later.'),
  ])
const gigabyte = 1e9

describe.skipIf(!isFetched('joe'))('the speech that is kept (needs models/joe/files)', () => {
  let bundle: Bundle
  let home: string
  let directory: string
  let kept: KeptSpeech
  let reports: AppError[]
  let isQuiet: boolean
  beforeAll(async () => {
    bundle = await buildBundle({ 'inference-worker': 'src-main/engine/worker/index.ts' })
  })
  afterAll(() => bundle.remove())

  async function begin(): Promise<void> {
    home = await mkdtemp(join(tmpdir(), 'lector-kept-'))
    directory = join(home, 'speech')
    open()
  }
  function open(): void {
    reports = []
    isQuiet = true
    kept = createKeptSpeech({ directory, isQuiet: () => isQuiet, report: (error) => reports.push(error) })
  }
  async function load(): Promise<Voice> {
    const workerPath = join(bundle.folder, 'inference-worker.js')
    const loaded = await loadWorkerVoice(workerPath, await installedVoice('int8', 'joe'), never, {
      keeping: kept.keeping,
    })
    return warmed(loaded, never)
  }
  /** Reads it all. @param midway called when the first sentence has been rendered */
  async function read(speaker: Voice, midway: () => Promise<void> = () => Promise.resolve()) {
    const samples: number[] = []
    let pushes = 0
    let keptPushes = 0
    let isMidway = false
    for await (const piece of narrate({
      voice: speaker,
      document: document(),
      from: { block: 0, char: 0 },
      settings: () => settings,
      signal: never,
    })) {
      if (piece.kind !== 'audio') continue
      for (const sample of piece.samples) samples.push(sample)
      pushes++
      if (piece.isKept) keptPushes++
      if (piece.sentence === 0 || isMidway) continue
      isMidway = true
      await midway()
    }
    return { samples, keptShare: keptPushes / pushes }
  }
  /** Reads the first so many blocks of a text. */
  async function readBlocks(speaker: Voice, count: number, its = settings): Promise<void> {
    const from = { block: 0, char: 0 }
    const until = { block: count, char: 0 }
    const options = { voice: speaker, document: pages(), from, until, settings: () => its, signal: never }
    let samples = 0
    for await (const piece of narrate(options)) if (piece.kind === 'audio') samples += piece.samples.length
    expect(samples).toBeGreaterThan(0)
  }
  /** @returns the blocks of that text that a page was told last can be heard from what is kept */
  function watchKept(speaker: Voice, its = settings): () => readonly number[] | null {
    let ranges: readonly number[] | null = null
    const measurer = createDocumentMeasurer({
      document: pages(),
      borrowVoice: () => Promise.resolve({ voice: speaker, release: () => undefined }),
      keptSpeech: kept,
      isQuiet: () => true,
      emit: (event) => void (event.kind === 'kept' && (ranges = event.ranges)),
    })
    measurer.measure({ requestId: 1, from: { block: 0, char: 0 }, settings: its })
    onTestFinished(() => measurer.stop())
    return () => ranges
  }
  /** What lies there, once all that was said does. */
  async function entries(): Promise<string[]> {
    await kept.keeping.setOn(kept.keeping.isOn)
    const names = await readdir(directory, { recursive: true }).catch(() => [])
    return names.filter((name) => name.length > 3)
  }

  describe('of a voice that is loaded for it', () => {
    let voice: Voice | null
    beforeEach(async () => {
      voice = null
      await begin()
    })
    afterEach(async () => {
      await voice?.dispose()
      await rm(home, { recursive: true, force: true })
    })

    test('a second reading comes from what the first one kept, and is the same samples; also for the next start', async () => {
      void kept.keepWithin(gigabyte)
      voice = await load()
      // Nothing of what warms a voice.
      expect(await entries()).toEqual([])
      expect(await kept.bytes()).toBe(0)
      const first = await read(voice)
      expect(first.keptShare).toBe(0)
      expect(await entries()).toHaveLength(2 * sentences.length)
      const second = await read(voice)
      expect(second.keptShare).toBe(1)
      expect(firstDifference(second.samples, first.samples)).toBe(-1)
      expect(await kept.bytes()).toBeGreaterThan(first.samples.length * 4 * 0.9)
      await voice.dispose()
      open()
      void kept.keepWithin(gigabyte)
      voice = await load()
      const third = await read(voice)
      expect(third.keptShare).toBe(1)
      expect(firstDifference(third.samples, first.samples)).toBe(-1)
      expect(reports).toEqual([])
    })

    test('where nothing can be written reading goes on, and that is told once', async () => {
      await writeFile(directory, 'no folder')
      await kept.keepWithin(gigabyte).catch(() => undefined)
      reports = []
      voice = await load()
      const first = await read(voice)
      expect(firstDifference((await read(voice)).samples, first.samples)).toBe(-1)
      expect(reports.map(({ code }) => code)).toEqual(['speech/unreachable'])
      await expect(kept.bytes()).rejects.toMatchObject({ code: 'speech/unreachable' })
      await expect(kept.clear()).rejects.toMatchObject({ code: 'speech/unreachable' })
      await rm(directory)
      await kept.clear()
      await read(voice)
      expect((await read(voice)).keptShare).toBe(1)
    })
  })

  describe('of one voice', () => {
    let voice: Voice
    beforeAll(async () => {
      await begin()
      voice = await load()
    })
    afterAll(async () => {
      await voice.dispose()
      await rm(home, { recursive: true, force: true })
    })

    test('is nothing before it is said how much', async () => {
      await read(voice)
      expect(await entries()).toEqual([])
    })

    describe('once that is said', () => {
      beforeEach(async () => {
        await kept.clear()
        await kept.keepWithin(gigabyte)
        reports = []
        isQuiet = true
      })

      test('is told of by blocks, as it comes and goes', async () => {
        await readBlocks(voice, 1)
        const told = watchKept(voice)
        await expect.poll(told, { timeout: 10_000 }).toEqual([0, 1])
        await readBlocks(voice, 2)
        // Nothing of the third can be said.
        await expect.poll(told, { timeout: 10_000 }).toEqual([0, 3])
        await readBlocks(voice, 4)
        await expect.poll(told, { timeout: 10_000 }).toEqual([0, 4])
        // What was said first goes first.
        await kept.keepWithin((await kept.bytes()) * 0.7)
        await expect.poll(() => told()?.[0], { timeout: 10_000 }).toBeGreaterThan(0)
        await kept.clear()
        await expect.poll(told, { timeout: 10_000 }).toEqual([2, 3])
      })

      test.each([
        ['another speed', { speed: 1.1 }],
        ['a speed beyond the voice’s own, and shorter pauses', { speed: 2.5, pauses: { sentence: 20 } }],
        ['another seed', { seed: 7 }],
        ['another seam, and chunks of a length', { stream: { seam: 'overlap-add', chunkMilliseconds: 60 } }],
      ])('is told of for %s if it was said so, and else is not', async (_name, changes) => {
        const others = speechSettingsSchema.parse(changes)
        await readBlocks(voice, 4, others)
        const [told, toldOfUsual] = [watchKept(voice, others), watchKept(voice)]
        await expect.poll(told, { timeout: 10_000 }).toEqual([0, 4])
        await expect.poll(toldOfUsual, { timeout: 10_000 }).toEqual([2, 3])
      })

      test('is told of where others have kept it, once somebody looks', async () => {
        await readBlocks(voice, 4)
        await entries()
        const mine = kept
        open()
        await kept.keepWithin(gigabyte)
        await expect.poll(watchKept(voice), { timeout: 10_000 }).toEqual([0, 4])
        kept = mine
      })

      test('cleared in the middle of a reading it goes on with the same samples, and keeps what comes', async () => {
        const first = await read(voice)
        const second = await read(voice, () => kept.clear())
        expect(firstDifference(second.samples, first.samples)).toBe(-1)
        const third = await read(voice)
        expect(firstDifference(third.samples, first.samples)).toBe(-1)
        expect((await entries()).length).toBeGreaterThan(0)
        await kept.clear()
        expect(await entries()).toEqual([])
        expect(await kept.bytes()).toBe(0)
        expect(reports).toEqual([])
      })

      test('switched off in the middle of a reading all of it goes, and the sound is the same', async () => {
        const first = await read(voice)
        const second = await read(voice, () => kept.keepWithin(null))
        expect(firstDifference(second.samples, first.samples)).toBe(-1)
        expect(await entries()).toEqual([])
        expect((await read(voice)).keptShare).toBe(0)
        expect(await entries()).toEqual([])
        void kept.keepWithin(gigabyte)
        await read(voice)
        expect((await read(voice)).keptShare).toBe(1)
      })

      test('a lower bound holds as soon as nobody waits for sound, and while more is made', async () => {
        await read(voice)
        // What is on its way to the disk is counted when it is there.
        await entries()
        const before = await kept.bytes()
        isQuiet = false
        void kept.keepWithin(before / 2)
        await new Promise((resolve) => setTimeout(resolve, 600))
        expect(await kept.bytes()).toBe(before)
        isQuiet = true
        await expect.poll(() => kept.bytes(), { timeout: 5_000 }).toBeLessThanOrEqual(before / 2)
        await read(voice)
        await entries()
        await expect
          .poll(() => kept.bytes(), { timeout: 5_000 })
          .toBeLessThanOrEqual((before / 2) * (17 / 16))
      })
    })
  })
})
