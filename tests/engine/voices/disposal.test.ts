import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { createVoiceHolder } from '../../../src-main/engine-host/voice-holder'
import { narrate } from '../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../src-main/engine/streaming/spoken-document'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { warmUp } from '../../../src-main/engine/warm-up'
import { loadWorkerVoice } from '../../../src-main/engine/worker/worker-voice'
import { connectPage } from '../../engine-host/connected-page'
import { makeCountingWorker, type CountingWorker } from '../../helpers/counting-worker'
import { countSessions, type CountedSessions } from '../../helpers/counted-sessions'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { paragraph } from '../../helpers/paragraphs'

const hasWorker = existsSync(resolve('out/main/inference-worker.js'))
const never = new AbortController().signal
const settings = speechSettingsSchema.parse({})
const blocks = [paragraph('One sentence is here. Another one is here too, and it is a little longer.')]

/** What keeps this process alive: threads, their ports, files, children. Timers are the test runner's own. */
function handles(): string[] {
  return process
    .getActiveResourcesInfo()
    .filter((kind) => kind !== 'Timeout' && kind !== 'Immediate')
    .sort()
}

/** @param pieces how many are taken before the reading is left; absent: all */
async function read(voice: Voice, pieces = Infinity): Promise<void> {
  let taken = 0
  const document = new SpokenDocument(blocks)
  const from = { block: 0, char: 0 }
  for await (const piece of narrate({ voice, document, from, settings: () => settings, signal: never }))
    if (piece.kind === 'audio' && ++taken >= pieces) return
}

describe.skipIf(!hasVoice)('a voice in this thread (needs models/heart/files)', () => {
  let sessions: CountedSessions
  beforeEach(() => {
    sessions = countSessions()
  })
  afterEach(() => sessions.restore())

  test.each([
    ['unused', 0],
    ['left in the middle of a sentence', 2],
    ['read to the end', Infinity],
  ])('has no session, tensor or handle left after its disposal, %s', async (_, pieces) => {
    const before = handles()
    const use = async (): Promise<void> => {
      const voice = await loadInlineVoice(await installedVoice('int8'), never)
      if (pieces > 0) await read(voice, pieces)
      expect(sessions.left).toBeGreaterThanOrEqual(2)
      await voice.dispose()
      await voice.dispose()
    }
    await use()
    expect(sessions.made).toBeGreaterThanOrEqual(2)
    expect(sessions.left).toBe(0)
    expect(await sessions.tensorsLeft()).toBe(0)
    expect(handles()).toEqual(before)
  })
})

describe.skipIf(!hasVoice || !hasWorker)(
  'voices in workers (needs models/heart/files and out/main/inference-worker.js)',
  () => {
    let worker: CountingWorker
    beforeEach(() => {
      worker = makeCountingWorker()
    })
    afterEach(() => worker.remove())

    function expectNothingLeft(voices: number): void {
      const ends = worker.ends()
      expect(ends.map(({ work }) => work).sort()).toEqual(
        Array.from({ length: 2 * voices }, (_, i) => (i < voices ? 'acoustic' : 'vocoder')),
      )
      for (const end of ends) {
        expect(end.sessionsMade).toBeGreaterThan(0)
        expect(end).toMatchObject({ ended: end.opened, sessionsLeft: 0, tensorsLeft: 0 })
      }
    }

    test.each([
      ['unused', 0],
      ['left in the middle of a sentence', 2],
      ['read to the end', Infinity],
    ])('leave nothing after their disposal, %s', async (_, pieces) => {
      const before = handles()
      const voice = await loadWorkerVoice(worker.path, await installedVoice('int8'), never)
      if (pieces > 0) await read(voice, pieces)
      await Promise.all([voice.dispose(), voice.dispose()])
      expectNothingLeft(1)
      expect(handles()).toEqual(before)
    })

    test('an engine host that is shut down while it reads, and after a change of its voice, leaves nothing', async () => {
      const before = handles()
      const installed = await installedVoice('int8')
      const holder = createVoiceHolder({
        load: (_id, signal) => loadWorkerVoice(worker.path, installed, signal),
        warmUp,
        stopUse: () => page.connection.stop(),
        systemAudioUnavailable: { code: 'audio-no-device' },
        onState: () => undefined,
        onChange: () => undefined,
      })
      const page = connectPage({ holder, blocks })
      await holder.load({ voice: 'heart', device: 'cpu' })
      page.start(1)
      await expect.poll(() => page.pcmOf(1).length, { timeout: 20_000 }).toBeGreaterThan(0)
      await holder.choose({ voice: 'heart-again', device: 'cpu' })
      page.playsAtOnce = false
      page.start(2)
      await expect.poll(() => page.pcmOf(2).length, { timeout: 20_000 }).toBeGreaterThan(0)
      await page.connection.stop()
      await page.connection.dispose()
      await holder.dispose()
      await holder.dispose()
      page.close()
      expectNothingLeft(2)
      await expect.poll(handles).toEqual(before)
    })
  },
)
