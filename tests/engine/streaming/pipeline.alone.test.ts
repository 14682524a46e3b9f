import { existsSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { pipelineDepth } from '@contract/limits'
import { median } from '../../../src-main/cli/commands/bench/statistics'
import { loadWorkerVoice } from '../../../src-main/engine/worker/worker-voice'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { readAsChain, readSerially } from '../../helpers/pipeline-readings'

describe.skipIf(
  !hasVoice || !existsSync(resolve('out/main/inference-worker.js')) || availableParallelism() < 2,
)('a voice in two workers (needs models/heart/files, out/main/inference-worker.js and two cores)', () => {
  test('reads faster as a chain than one after the other, within its bounded queues', async () => {
    const never = new AbortController().signal
    const installed = await installedVoice('int8')
    const voice = await loadWorkerVoice(resolve('out/main/inference-worker.js'), installed, never)
    try {
      await readSerially(voice)
      await readAsChain(voice)
      const ratios: number[] = []
      for (let round = 0; round < 9; round++) {
        const startedAt = performance.now()
        await readSerially(voice)
        const serialEndedAt = performance.now()
        const { analyses, pushes } = await readAsChain(voice)
        ratios.push((performance.now() - serialEndedAt) / (serialEndedAt - startedAt))
        expect(analyses.map(({ sentence }) => sentence)).toEqual([0, 1, 2, 3, 4])
        for (const { beganMs, endedMs, handedOverMs } of [...analyses, ...pushes]) {
          expect(endedMs).toBeGreaterThan(beganMs)
          // Two threads' clocks agree within less than this.
          expect(handedOverMs).toBeGreaterThan(endedMs - 2)
        }
        for (const { pushesWaiting, analysedWaiting } of pushes) {
          expect(pushesWaiting).toBeLessThanOrEqual(pipelineDepth)
          expect(analysedWaiting).toBeLessThanOrEqual(pipelineDepth + 1)
        }
      }
      expect(median(ratios)).toBeLessThan(0.97)
    } finally {
      await voice.dispose()
    }
  })
})
