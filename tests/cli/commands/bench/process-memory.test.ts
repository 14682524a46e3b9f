import { existsSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { readProcessMemory } from '../../../../src-main/cli/commands/bench/process-memory'

describe('readProcessMemory', () => {
  test('counts what this process holds, shared parts in proportion where the system tells', async () => {
    const kind = existsSync('/proc/self/smaps_rollup') ? 'pss' : 'rss'
    const before = await readProcessMemory()
    expect(before.kind).toBe(kind)
    const held = Buffer.alloc(64 * 2 ** 20, 1)
    const after = await readProcessMemory()
    expect(after.mebibytes - before.mebibytes).toBeGreaterThan(40)
    expect(held[held.length - 1]).toBe(1)
  })
})
