import { createHash } from 'node:crypto'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { CommandRunner, VoiceManifest } from '../../../../src-main/engine/voices/store'

/** What the fake registry's package holds, by file name. */
export type PackageFiles = Readonly<Record<string, string>>

/** A small voice whose files are `files`. */
export function manifestOf(files: PackageFiles): VoiceManifest {
  return {
    id: 'tiny',
    name: 'Tiny',
    family: 'spectral',
    language: 'en-US',
    licence: { spdx: 'CC0-1.0', file: 'LICENSE' },
    files: Object.entries(files).map(([name, content]) => ({
      name,
      bytes: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
    sources: [
      { kind: 'python-package', name: 'tiny-voice', version: '1.0', folder: 'tiny/assets', bytes: 100 },
    ],
    sampleRateHz: 24_000,
    hopSamples: 300,
    pushGrid: { frames: [16, 48, 160], minimumTailFrames: 24 },
    wordLagSeconds: 0.042,
    lastSoundSeconds: 0.047,
    pace: [
      [0.5, 0.5],
      [1, 1],
      [1.25, 1.15],
    ],
    frontEnd: { language: 'en', variant: 'us' },
  }
}

export interface FakePackageSource {
  readonly run: CommandRunner
  /** How many downloads were begun. */
  downloads(): number
}

/**
 * Stands in for Python and pip: "downloads" a package and "unpacks" `files` from it, without network or processes.
 * @param behaviour.downloadMilliseconds how long a download takes; it can be interrupted
 * @param behaviour.fail what pip prints when it fails
 * @param behaviour.hasPython false: no Python can be started
 */
export function fakePackageSource(
  files: PackageFiles,
  behaviour: { downloadMilliseconds?: number; fail?: string; hasPython?: boolean } = {},
): FakePackageSource {
  let downloads = 0
  const run: CommandRunner = async (_command, args, { signal }) => {
    signal.throwIfAborted()
    if (behaviour.hasPython === false) return { exitCode: null, output: 'spawn ENOENT' }
    if (args[0] === '-c') return { exitCode: 0, output: '' }
    if (args[1] === 'pip') {
      downloads++
      const target = String(args[args.indexOf('-d') + 1])
      await writeFile(join(target, 'tiny_voice-1.0-py3-none-any.whl'), 'half a package')
      await wait(behaviour.downloadMilliseconds ?? 0)
      signal.throwIfAborted()
      if (behaviour.fail !== undefined) return { exitCode: 1, output: behaviour.fail }
      return { exitCode: 0, output: '' }
    }
    const unpacked = join(String(args[args.length - 1]), 'tiny', 'assets')
    await mkdir(unpacked, { recursive: true })
    for (const [name, content] of Object.entries(files)) await writeFile(join(unpacked, name), content)
    return { exitCode: 0, output: '' }
  }
  return { run, downloads: () => downloads }
}
