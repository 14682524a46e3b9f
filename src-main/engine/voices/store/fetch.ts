import { mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError } from '@contract/errors'
import { following } from '../../following'
import { takeFetchLock } from './fetch-lock'
import { openFileCache, type FileCache } from './file-cache'
import type { VoiceFile, VoiceManifest } from './manifest'
import { fetchSource } from './fetch-source'
import { runCommand, type CommandRunner } from './run-command'
import { describeDamage, verifyFile, verifyVoice } from './verify'

/** How far a fetch has come. */
export interface FetchProgress {
  readonly voice: string
  readonly bytes: number
  readonly totalBytes: number
  /** 0..1 */
  readonly fraction: number
}

export interface FetchOptions {
  readonly manifest: VoiceManifest
  /** Where the files go; made when missing. Files that are there and sound stay untouched. */
  readonly directory: string
  /** Keeps copies of what was fetched and is asked before the network; absent: no copies. */
  readonly cacheDirectory?: string
  readonly onProgress?: (progress: FetchProgress) => void
  /** Gets one sentence, for people, about every damaged file that is fetched again. */
  readonly onNotice?: (sentence: string) => void
  /** Starts package managers; tests bring their own. */
  readonly run?: CommandRunner
  /** Aborted: nothing is fetched, nor fetched any further; its reason is thrown. What the cache holds can be had. */
  readonly network?: AbortSignal | undefined
  readonly signal: AbortSignal
}

const lockName = '.fetching'
const workshopPrefix = '.fetch-'
/** Ending under which a damaged file is set aside. */
const setAsideEnding = '.damaged'

/**
 * Brings every missing or damaged file of a voice, from the first source that has it whole. Each file is verified
 * beside its final place and then renamed, so a fetch never leaves a wrong or partial file; a damaged one is set aside
 * when its successor is there. When two processes fetch one voice, the second waits and finds the work done.
 * @throws AppError 'voice/fetch-failed' or 'voice/checksum' (of the last source tried); `signal.reason`, `network.reason`
 */
export async function fetchVoice(given: FetchOptions): Promise<void> {
  // Package managers run in a folder of their own, where a relative path would mean another place.
  const options = { ...given, directory: resolve(given.directory) }
  const { manifest, directory, signal } = options
  const release = await takeFetchLock(join(directory, lockName), signal)
  try {
    await removeLeftWorkshops(directory)
    const damaged = await verifyVoice(directory, manifest, signal)
    for (const file of damaged) {
      if (file.problem !== 'missing')
        options.onNotice?.(`${describeDamage(manifest, file)}: fetching it again`)
    }
    const wanted = manifest.files.filter((file) => damaged.some(({ name }) => name === file.name))
    if (wanted.length > 0) await fetchFiles(wanted, options)
  } finally {
    await release()
    // An interrupted first fetch leaves not even the folder.
    await rmdir(directory).catch(ignoreOccupied)
  }
}

/** One fetch under way: what is asked for and where it happens. */
interface FetchJob extends FetchOptions {
  readonly cache: FileCache | null
  /** A folder beside the files, removed at the end. */
  readonly workshop: string
}

async function fetchFiles(wanted: readonly VoiceFile[], options: FetchOptions): Promise<void> {
  const { manifest, directory } = options
  const cache = options.cacheDirectory === undefined ? null : openFileCache(options.cacheDirectory)
  const workshop = await mkdtemp(join(directory, workshopPrefix))
  const job: FetchJob = { ...options, cache, workshop }
  try {
    const remaining = await takeFromCache(wanted, job)
    if (remaining.length > 0) await whileAllowed(job, (allowed) => fetchFromSources(remaining, allowed))
    const totalBytes = manifest.files.reduce((sum, file) => sum + file.bytes, 0)
    options.onProgress?.({ voice: manifest.id, bytes: totalBytes, totalBytes, fraction: 1 })
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

/** @returns the files that the cache does not hold */
async function takeFromCache(wanted: readonly VoiceFile[], job: FetchJob): Promise<VoiceFile[]> {
  const remaining: VoiceFile[] = []
  for (const file of wanted) {
    const copy = join(job.workshop, file.name)
    const isHeld = (await job.cache?.take(file, copy, job.signal)) ?? false
    if (isHeld && (await verifyFile(copy, file, job.signal)) === null)
      await putInPlace(copy, job.directory, file)
    else remaining.push(file)
  }
  return remaining
}

/** Runs work that ends with its own signal or with that of the network, whichever comes first. */
async function whileAllowed(job: FetchJob, work: (job: FetchJob) => Promise<void>): Promise<void> {
  const { network } = job
  if (!network) return work(job)
  network.throwIfAborted()
  const either = following(job.signal, network)
  try {
    await work({ ...job, signal: either.signal })
  } finally {
    either.abort(new Error('The fetch is over'))
  }
}

async function fetchFromSources(wanted: readonly VoiceFile[], job: FetchJob): Promise<void> {
  let lastFailure: AppError | undefined
  for (const source of job.manifest.sources) {
    try {
      const folder = await fetchSource(source, wanted, {
        workshop: await mkdtemp(join(job.workshop, 'source-')),
        run: job.run ?? runCommand,
        signal: job.signal,
        onBytes: (bytes, totalBytes) =>
          job.onProgress?.({ voice: job.manifest.id, bytes, totalBytes, fraction: bytes / totalBytes }),
      })
      await moveVerified(wanted, folder, job)
      return
    } catch (error) {
      job.signal.throwIfAborted()
      if (!(error instanceof AppError)) throw error
      lastFailure = error
    }
  }
  throw lastFailure ?? new AppError('voice/fetch-failed', `The voice ${job.manifest.id} has no source`)
}

async function moveVerified(wanted: readonly VoiceFile[], folder: string, job: FetchJob): Promise<void> {
  for (const file of wanted) {
    const problem = await verifyFile(join(folder, file.name), file, job.signal)
    if (problem !== null)
      throw new AppError(
        'voice/checksum',
        `What was fetched is not what was expected: ${describeDamage(job.manifest, { name: file.name, problem })}`,
        { details: { voice: job.manifest.id, file: file.name }, retry: 'now' },
      )
  }
  for (const file of wanted) {
    await putInPlace(join(folder, file.name), job.directory, file)
    await job.cache?.keep(file, join(job.directory, file.name))
  }
}

/** Moves a verified file to its place; a damaged one that stands there is set aside. */
async function putInPlace(path: string, directory: string, file: VoiceFile): Promise<void> {
  const place = join(directory, file.name)
  await rename(place, place + setAsideEnding).catch(ignoreAbsent)
  await rename(path, place)
}

/** What a fetch that was killed left behind; nobody else works here while the lock is held. */
async function removeLeftWorkshops(directory: string): Promise<void> {
  for (const name of await readdir(directory)) {
    if (name.startsWith(workshopPrefix)) await rm(join(directory, name), { recursive: true, force: true })
  }
}

function ignoreAbsent(error: NodeJS.ErrnoException): void {
  if (error.code !== 'ENOENT') throw error
}

function ignoreOccupied(error: NodeJS.ErrnoException): void {
  if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'EPERM'].includes(error.code ?? '')) throw error
}
