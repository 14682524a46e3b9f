import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { AppError } from '@contract/errors'
import { speechSettingsSchema } from '@contract/settings'
import { narrate, SpokenDocument, warmed, type Voice } from '../../src-main/engine'
import { loadWorkerVoice } from '../../src-main/engine/worker/worker-voice'
import { createKeptSpeech, type KeptSpeech } from '../../src-main/engine-host/kept-speech'
import { buildBundle, type Bundle } from '../helpers/build-bundle'
import { firstDifference } from '../helpers/first-difference'
import { installedVoice, isFetched } from '../helpers/installed-voice'
import { paragraph } from '../helpers/paragraphs'

const never = new AbortController().signal
const settings = speechSettingsSchema.parse({})
const sentences = Array.from({ length: 6 }, (_, index) => `Sentence number ${index + 1} is read aloud.`)
const document = () => new SpokenDocument([paragraph(sentences.join(' '))])
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
      samples.push(...piece.samples)
      pushes++
      if (piece.isKept) keptPushes++
      if (piece.sentence === 0 || isMidway) continue
      isMidway = true
      await midway()
    }
    return { samples, keptShare: keptPushes / pushes }
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
