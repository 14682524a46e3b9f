import { mkdtempSync, rmSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Attempt } from '../../../../src-main/engine/onnx/providers/attempt'
import {
  attemptsPath,
  readAttempts,
  writeAttempts,
} from '../../../../src-main/engine/onnx/providers/attempts-file'
import { machineIdentity } from '../../../../src-main/engine/onnx/providers/machine-identity'

const day = 24 * 3_600_000
const failed: Attempt = { kind: 'failed', reason: { code: 'device-no-adapter' } }
const measured: Attempt = {
  kind: 'measured',
  adapter: 'A card',
  cpuMillisecondsPerSecond: 11,
  forms: [{ precision: 'float32', millisecondsPerSecond: 4 }],
}

let directory: string
beforeEach(() => (directory = mkdtempSync(join(tmpdir(), 'lector-attempts-'))))
afterEach(() => rmSync(directory, { recursive: true }))

describe('readAttempts', () => {
  test('gives back what was written', async () => {
    const path = attemptsPath(directory, 'key')
    const kept = new Map([
      ['webgpu' as const, { attempt: measured, atMilliseconds: 1_000, failures: 0 }],
      ['cuda' as const, { attempt: failed, atMilliseconds: 2_000, failures: 0 }],
    ])
    await writeAttempts(path, kept)
    expect(await readAttempts(path, 3_000)).toEqual(kept)
  })

  test('forgets a failure after a day and a measurement after thirty, and what the future says', async () => {
    const path = attemptsPath(directory, 'key')
    const at = 100 * day
    await writeAttempts(
      path,
      new Map([
        ['webgpu', { attempt: measured, atMilliseconds: at, failures: 0 }],
        ['cuda', { attempt: failed, atMilliseconds: at, failures: 0 }],
        ['tensorrt', { attempt: measured, atMilliseconds: at, failures: 1 }],
      ]),
    )
    const known = async (now: number): Promise<string[]> => [...(await readAttempts(path, now)).keys()]
    expect(await known(at + day - 1)).toEqual(['webgpu', 'cuda', 'tensorrt'])
    expect(await known(at + day)).toEqual(['webgpu'])
    expect(await known(at + 30 * day)).toEqual([])
    expect(await known(at - 1)).toEqual([])
  })

  test('no file, a damaged one and one of another form are as if nothing was tried', async () => {
    const path = attemptsPath(directory, 'key')
    expect((await readAttempts(path, 0)).size).toBe(0)
    await mkdir(dirname(path), { recursive: true })
    for (const text of ['', '{', '[]', 'null', '{"webgpu":{"attempt":{"kind":"fast"}}}', '\u0000\u0001']) {
      await writeFile(path, text)
      expect((await readAttempts(path, 0)).size, text).toBe(0)
    }
  })

  test('a folder that cannot be written costs nothing but the memory', async () => {
    await writeFile(join(directory, 'file'), '')
    await expect(writeAttempts(join(directory, 'file', 'x.json'), new Map())).resolves.toBeUndefined()
  })
})

describe('machineIdentity', () => {
  test('changes with the driver and with the cards', async () => {
    const write = async (path: string, text: string): Promise<void> => {
      await mkdir(dirname(join(directory, path)), { recursive: true })
      await writeFile(join(directory, path), text)
    }
    const bare = await machineIdentity(directory)
    await write('proc/driver/nvidia/version', 'NVRM version: 1\nGCC version: 2\n')
    const driver = await machineIdentity(directory)
    await write('sys/class/drm/card0/device/vendor', '0x10de\n')
    await write('sys/class/drm/card0/device/device', '0x2335\n')
    const card = await machineIdentity(directory)
    expect(new Set([bare, driver, card]).size).toBe(3)
    expect(card).toContain('0x10de 0x2335')
    expect(await machineIdentity(directory)).toBe(card)
  })
})
