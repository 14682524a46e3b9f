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
  let voice: Voice | null
  beforeAll(async () => {
    bundle = await buildBundle({ 'inference-worker': 'src-main/engine/worker/index.ts' })
  })
  afterAll(() => bundle.remove())
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'lector-kept-'))
    directory = join(home, 'speech')
    voice = null
    open()
  })
  afterEach(async () => {
    await voice?.dispose()
    await rm(home, { recursive: true, force: true })
  })

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
    return (voice = await warmed(loaded, never))
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

  test('a second reading comes from what the first one kept, and is the same samples; also for the next start', async () => {
    void kept.keepWithin(gigabyte)
    const first = await read(await load())
    expect(first.keptShare).toBe(0)
    expect(await entries()).toHaveLength(2 * sentences.length)
    const second = await read(voice as Voice)
    expect(second.keptShare).toBe(1)
    expect(firstDifference(second.samples, first.samples)).toBe(-1)
    expect(await kept.bytes()).toBeGreaterThan(first.samples.length * 4 * 0.9)
    await voice?.dispose()
    open()
    void kept.keepWithin(gigabyte)
    const third = await read(await load())
    expect(third.keptShare).toBe(1)
    expect(firstDifference(third.samples, first.samples)).toBe(-1)
    expect(reports).toEqual([])
  })

  test('nothing is kept before it is said how much, nor of what warms a voice', async () => {
    await read(await load())
    expect(await entries()).toEqual([])
    await voice?.dispose()
    void kept.keepWithin(gigabyte)
    await load()
    expect(await entries()).toEqual([])
    expect(await kept.bytes()).toBe(0)
  })

  test('cleared in the middle of a reading it goes on with the same samples, and keeps what comes', async () => {
    void kept.keepWithin(gigabyte)
    const first = await read(await load())
    const second = await read(voice as Voice, () => kept.clear())
    expect(firstDifference(second.samples, first.samples)).toBe(-1)
    const third = await read(voice as Voice)
    expect(firstDifference(third.samples, first.samples)).toBe(-1)
    expect((await entries()).length).toBeGreaterThan(0)
    await kept.clear()
    expect(await entries()).toEqual([])
    expect(await kept.bytes()).toBe(0)
    expect(reports).toEqual([])
  })

  test('switched off in the middle of a reading all of it goes, and the sound is the same', async () => {
    void kept.keepWithin(gigabyte)
    const first = await read(await load())
    const second = await read(voice as Voice, () => kept.keepWithin(null))
    expect(firstDifference(second.samples, first.samples)).toBe(-1)
    expect(await entries()).toEqual([])
    expect((await read(voice as Voice)).keptShare).toBe(0)
    expect(await entries()).toEqual([])
    void kept.keepWithin(gigabyte)
    await read(voice as Voice)
    expect((await read(voice as Voice)).keptShare).toBe(1)
  })

  test('a lower bound holds as soon as nobody waits for sound, and while more is made', async () => {
    void kept.keepWithin(gigabyte)
    await read(await load())
    // What is on its way to the disk is counted when it is there.
    await entries()
    const before = await kept.bytes()
    isQuiet = false
    void kept.keepWithin(before / 2)
    await new Promise((resolve) => setTimeout(resolve, 600))
    expect(await kept.bytes()).toBe(before)
    isQuiet = true
    await expect.poll(() => kept.bytes(), { timeout: 5_000 }).toBeLessThanOrEqual(before / 2)
    await read(voice as Voice)
    await entries()
    await expect.poll(() => kept.bytes(), { timeout: 5_000 }).toBeLessThanOrEqual((before / 2) * (17 / 16))
  })

  test('where nothing can be written reading goes on, and that is told once', async () => {
    await writeFile(directory, 'no folder')
    await kept.keepWithin(gigabyte).catch(() => undefined)
    reports = []
    const speaker = await load()
    const first = await read(speaker)
    expect(firstDifference((await read(speaker)).samples, first.samples)).toBe(-1)
    expect(reports.map(({ code }) => code)).toEqual(['speech/unreachable'])
    await expect(kept.bytes()).rejects.toMatchObject({ code: 'speech/unreachable' })
    await expect(kept.clear()).rejects.toMatchObject({ code: 'speech/unreachable' })
    await rm(directory)
    await kept.clear()
    await read(speaker)
    expect((await read(speaker)).keptShare).toBe(1)
  })
})
