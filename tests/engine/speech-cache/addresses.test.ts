import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { loadedAddress, voiceAddress } from '../../../src-main/engine/speech-cache/addresses'
import { onCpu } from '../../../src-main/engine/onnx/placement'
import type { InstalledVoice } from '../../../src-main/engine/voices/family'
import type { VoiceManifest } from '../../../src-main/engine/voices/store'
import type { VoiceDescription } from '../../../src-main/engine/voices/voice'

const manifest = {
  id: 'heart',
  files: [{ name: 'model.onnx', sha256: 'a'.repeat(64) }],
} as unknown as VoiceManifest
const installed: InstalledVoice = {
  manifest,
  filesDirectory: '/files',
  preparedDirectory: '/prepared',
  precision: 'int8',
}
const description: VoiceDescription = {
  id: 'heart',
  name: 'Heart',
  language: 'en-US',
  sampleRateHz: 24_000,
  loudnessLufs: -20,
  pace: [[1, 1]],
  can: {
    wordTimes: true,
    seams: { cached: true, 'overlap-add': true, 'cross-fade': true, none: true },
  },
}

let folder: string
let codePath: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-addresses-'))
  codePath = join(folder, 'worker.js')
  await writeFile(codePath, 'code')
})
afterEach(() => rm(folder, { recursive: true }))

describe('the address of a loaded voice', () => {
  test('is another one for other files, another precision, speaker, code, description and device', async () => {
    const addressOf = async (
      voice: Partial<InstalledVoice> = {},
      known: Partial<VoiceDescription> = {},
      placement = onCpu,
    ): Promise<string> =>
      loadedAddress(
        await voiceAddress({ ...installed, ...voice }, codePath),
        { ...description, ...known },
        placement,
      )
    const file = { ...manifest.files[0], sha256: 'b'.repeat(64) }
    const plain = await addressOf()
    expect(await addressOf({ filesDirectory: '/elsewhere', threads: 1 })).toBe(plain)
    const others = [
      await addressOf({ manifest: { ...manifest, files: [file] } }),
      await addressOf({ precision: 'float32' }),
      await addressOf({ speaker: 'second' }),
      await addressOf({}, { loudnessLufs: -21 }),
      await addressOf({}, {}, { device: 'webgpu', precision: 'float32' }),
    ]
    await writeFile(codePath, 'other code')
    others.push(await addressOf())
    expect(new Set([plain, ...others]).size).toBe(others.length + 1)
  })
})
