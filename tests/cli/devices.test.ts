import { tmpdir } from 'node:os'
import { describe, expect, test } from 'vitest'
import { deviceIds } from '@contract/settings'
import { canSpeak, onlyObject, runCommandLine, speakingNeeds } from '../helpers/command-line'

const run = (...words: string[]) => runCommandLine(words, { directory: tmpdir() })

describe.skipIf(!canSpeak)(`devices ${speakingNeeds}`, () => {
  test('names what runs the voice, and for every other device the reason', async () => {
    // Named, so that nothing else is tried: what a machine has is its own.
    const { voice, device, providers } = onlyObject(await run('devices', '--device', 'cpu', '--json')) as {
      voice: string
      device: string
      providers: { id: string; state: string; reason?: string }[]
    }
    expect(voice).toBe('heart')
    expect(device).toBe('CPU')
    expect(providers.map(({ id }) => id)).toEqual(deviceIds)
    for (const { id, state, reason } of providers) {
      expect(state === 'used').toBe(id === 'cpu')
      expect(reason === undefined).toBe(id === 'cpu')
    }
  })

  test('prints a line for each, for people', async () => {
    const { exitCode, stdout } = await run('devices', '--device', 'cpu')
    expect(exitCode).toBe(0)
    expect(stdout).toMatch(/^Heart runs on CPU\n {2}CPU +used/)
    expect(stdout).toMatch(/WebGPU +(unused|unavailable) +\S/)
  })

  test('takes no words and no device that does not exist', async () => {
    expect(await run('devices', 'webgpu')).toMatchObject({ exitCode: 2 })
    expect(await run('devices', '--device', 'abacus')).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('--device takes auto, cpu, webgpu') as string,
    })
  })
})
