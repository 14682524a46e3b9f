import { execFile } from 'node:child_process'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron, ownDisplay } from './lector-window'

const run = promisify(execFile)
const times = z.strictObject({ windowMs: z.number().positive(), voiceMs: z.number().positive() })
const reportSchema = z.strictObject({
  runs: z.literal(1),
  isCold: z.boolean(),
  first: times,
  again: times,
  memory: z
    .strictObject({
      lectorMebibytes: z.number().positive(),
      emptyWindowMebibytes: z.number().positive(),
      aboveMebibytes: z.number(),
    })
    .nullable(),
})

describe.skipIf(!hasElectron || !hasVoice)('bench startup (needs npm test and models/heart/files)', () => {
  test('times a start of the real window and of its voice, and counts its memory beside an empty one', async () => {
    const words = ['bench', 'startup', '--runs', '1', '--json']
    const { stdout } = await run(process.execPath, [resolve('out/main/cli.js'), ...words], {
      env: { ...process.env, ...ownDisplay() },
    })
    const { again, memory } = reportSchema.parse(JSON.parse(stdout))
    // Wide enough to catch only what hangs.
    expect(Math.max(again.windowMs, again.voiceMs)).toBeLessThan(25_000)
    if (process.platform !== 'linux') return
    expect(memory?.lectorMebibytes).toBeGreaterThan(memory?.emptyWindowMebibytes ?? Infinity)
    expect(memory?.aboveMebibytes).toBeLessThan(1_700)
  }, 120_000)
})
