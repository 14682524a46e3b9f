import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { speechSettingsSchema, type SpeechSettings } from '@contract/settings'
import { SpeechKeeping } from '../../../src-main/engine/speech-cache/speech-keeping'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { afresh } from '../../../src-main/engine/voices/afresh'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { warmUp } from '../../../src-main/engine/warm-up'
import { loadVoicePool, loadWorkerVoice } from '../../../src-main/engine/worker/worker-voice'
import { firstDifference } from '../../helpers/first-difference'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { paragraph } from '../../helpers/paragraphs'

const workerPath = resolve('out/main/inference-worker.js')
const never = new AbortController().signal
const text = 'The lamp was lit. Nobody had seen who did it, and nobody asked. “Leave it,” she said.'
const heard: { settings?: object; sampleRateHz?: number }[] = [
  {},
  { settings: { sound: { gainDecibels: 6 } } },
  { settings: { speed: 1.8 } },
  { sampleRateHz: 44_100 },
]

describe.skipIf(!hasVoice || !existsSync(workerPath))(
  'speech that is kept (needs models/heart/files and out/main/inference-worker.js)',
  () => {
    let inline: Voice
    let directory: string
    let keeping: SpeechKeeping
    beforeAll(async () => {
      inline = await loadInlineVoice(await installedVoice('int8'), never)
    })
    afterAll(() => inline.dispose())
    beforeEach(async () => {
      directory = await mkdtemp(join(tmpdir(), 'lector-kept-'))
      keeping = new SpeechKeeping(directory, {
        kept: () => undefined,
        failed: (error) => expect.fail(String(error)),
      })
    })
    afterEach(() => rm(directory, { recursive: true, force: true }))

    async function narrated(voice: Voice, how: (typeof heard)[number] = {}, said = text): Promise<number[]> {
      const settings: SpeechSettings = speechSettingsSchema.parse(how.settings ?? {})
      const samples: number[] = []
      for await (const piece of narrate({
        voice,
        document: new SpokenDocument([paragraph(said)]),
        from: { block: 0, char: 0 },
        settings: () => settings,
        sampleRateHz: how.sampleRateHz ?? 24_000,
        signal: never,
      }))
        if (piece.kind === 'audio') for (const sample of piece.samples) samples.push(sample)
      return samples
    }
    const pool = async () => loadVoicePool(workerPath, await installedVoice('int8'), 1, never, { keeping })
    const pair = async () => loadWorkerVoice(workerPath, await installedVoice('int8'), never, { keeping })
    /** Once all that was said is kept. */
    const files = async (ending: string) => {
      await keeping.setOn(true)
      return (await readdir(directory, { recursive: true })).filter((name) => name.endsWith(ending)).sort()
    }

    test('sounds as speech that is made anew, for whoever asks and however it is wanted, also beyond its own speed', async () => {
      const expected = []
      for (const how of heard) expected.push(await narrated(inline, how))
      const [first, second] = [await pair(), await pool()]
      for (const [index, how] of heard.entries()) {
        expect(firstDifference(await narrated(first, how), expected[index])).toBe(-1)
        expect(firstDifference(await narrated(second, how), expected[index])).toBe(-1)
      }
      await Promise.all([first.dispose(), second.dispose()])
    })

    test('is one, whatever its loudness and rate, for a pair as for a pool; another text, or a word of it said otherwise, is another', async () => {
      const voice = await pool()
      await narrated(voice)
      const sounds = await files('.f32')
      expect(sounds).toHaveLength(3)
      await narrated(voice, { settings: { sound: { gainDecibels: -3 } }, sampleRateHz: 48_000 })
      expect(await files('.f32')).toEqual(sounds)
      const other = await pair()
      await narrated(other)
      expect(await files('.f32')).toEqual(sounds)
      await other.dispose()
      await narrated(voice, {}, text.replace('Nobody', 'None'))
      expect(await files('.f32')).toHaveLength(4)
      await voice.dispose()
    })

    test('of which the sound is gone or damaged is made again, by a pair as by a pool', async () => {
      const expected = await narrated(inline)
      for (const load of [pair, pool]) {
        const voice = await load()
        await narrated(voice)
        const [gone, damaged] = await files('.f32')
        await rm(join(directory, gone))
        const bytes = await readFile(join(directory, damaged))
        bytes[bytes.length - 1] ^= 1
        await writeFile(join(directory, damaged), bytes)
        expect(firstDifference(await narrated(voice), expected)).toBe(-1)
        expect(await files('.f32')).toHaveLength(3)
        await voice.dispose()
      }
    })

    test('is neither asked for nor added to by what is said afresh', async () => {
      for (const load of [pair, pool]) {
        const voice = await load()
        await narrated(voice)
        const [gone] = await files('.f32')
        await rm(join(directory, gone))
        expect(firstDifference(await narrated(afresh(voice)), await narrated(inline))).toBe(-1)
        expect(await files('.f32')).toHaveLength(2)
        await warmUp(voice, never)
        expect(await files('.f32')).toHaveLength(2)
        await voice.dispose()
        await rm(directory, { recursive: true })
      }
    })
  },
)
