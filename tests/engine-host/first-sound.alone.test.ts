import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, test, vi } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { median } from '../../src-main/cli/commands/bench/statistics'
import { loadWorkerVoice } from '../../src-main/engine/worker/worker-voice'
import { hasVoice, installedVoice } from '../helpers/installed-voice'
import { paragraph } from '../helpers/paragraphs'
import { connectPage, holderOf } from './connected-page'

const pairs = 9
/** Blocks by which it is found how long the measuring of a sentence takes. */
const countedBlocks = 30
const sentencesPerBlock = 2
const settings = speechSettingsSchema.parse({})
/** Hours of text: its lengths are not all known before the test is over. */
const blocks = Array.from({ length: 2_000 }, (_, index) =>
  paragraph(
    `Paragraph ${index} has a sentence of common length, with ${index * 7} in it. And here is another one.`,
  ),
)

describe.skipIf(!hasVoice || !existsSync(resolve('out/main/inference-worker.js')))(
  'the first sound while a long document is measured (needs models/heart/files and out/main/inference-worker.js)',
  () => {
    test('waits for no more than the sentence that is being measured', async () => {
      const installed = await installedVoice('int8')
      const voice = await loadWorkerVoice(
        resolve('out/main/inference-worker.js'),
        installed,
        new AbortController().signal,
      )
      const page = connectPage({ holder: holderOf(voice), blocks })
      let streamId = 0
      let requestId = 0
      /** Milliseconds from the start of a reading to its first samples. */
      const firstSound = async (block: number): Promise<number> => {
        const id = ++streamId
        const startedAt = performance.now()
        page.start(id, { from: { block, char: 0 } })
        await vi.waitFor(() => expect(page.pcmOf(id).length).toBeGreaterThan(0), {
          timeout: 30_000,
          interval: 1,
        })
        const milliseconds = performance.now() - startedAt
        page.send({ kind: 'stop', streamId: id })
        await vi.waitFor(() => expect(page.endsOf(id)).toHaveLength(1), { timeout: 30_000 })
        return milliseconds
      }
      const measuredBlocks = (): number =>
        page.arrivals.reduce(
          (count, arrival) =>
            arrival.port === 'control' && arrival.event.kind === 'measured'
              ? count + arrival.event.blocks.length
              : count,
          0,
        )
      try {
        await firstSound(0)
        const idle: number[] = []
        const busy: number[] = []
        for (let pair = 0; pair < pairs; pair += 1) {
          // The same sentence for both: they differ in nothing but in what the voice does meanwhile.
          const block = 1_000 + 37 * pair
          // Another text for the measurer each time: what is known already costs it nothing.
          page.send({ kind: 'document', documentId: 'd', blocks })
          await sleep(100)
          idle.push(await firstSound(block))
          page.send({
            kind: 'measure',
            requestId: ++requestId,
            documentId: 'd',
            from: { block: pair * 200, char: 0 },
            settings,
          })
          const before = measuredBlocks()
          await vi.waitFor(() => expect(measuredBlocks()).toBeGreaterThan(before), { timeout: 60_000 })
          // At any moment of its work, not always behind the end of a sentence.
          await sleep(37 * pair)
          busy.push(await firstSound(block))
        }
        page.send({
          ...{ kind: 'measure', requestId: ++requestId, documentId: 'd', settings },
          from: { block: pairs * 200, char: 0 },
        })
        const counted = measuredBlocks()
        const countedFrom = performance.now()
        await vi.waitFor(() => expect(measuredBlocks()).toBeGreaterThanOrEqual(counted + countedBlocks), {
          timeout: 60_000,
          interval: 1,
        })
        const sentence =
          (performance.now() - countedFrom) / (sentencesPerBlock * (measuredBlocks() - counted))
        const delay = median(busy) - median(idle)
        process.stdout.write(
          `first sound: ${median(idle).toFixed(0)} ms idle, ${median(busy).toFixed(0)} ms measuring, a sentence measured in ${sentence.toFixed(0)} ms\n`,
        )
        // It waits for the sentence that is being measured, and for no other.
        expect(delay).toBeLessThan(2 * sentence)
      } finally {
        page.close()
        await page.connection.dispose()
        await voice.dispose()
      }
    })
  },
)
