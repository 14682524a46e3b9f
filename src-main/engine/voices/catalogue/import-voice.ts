import { constants, copyFile, lstat, mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '@contract/errors'
import { freeBytes } from '../../free-space'
import { familyOf } from '../registry'
import {
  asDiskFull,
  damageError,
  parseVoiceManifest,
  readVoiceManifest,
  verifyVoice,
  type VoiceManifest,
} from '../store'
import { configEnding, describePiperVoice, idOf, plainLetters } from '../vits/piper-voice'
import { addedDirectory, addedFolders, findVoice, type VoiceShelf } from '../voice-folders'

const workshopPrefix = '.import-'
const manifestName = 'manifest.json'

/** Files that are to be copied, by the name that they are to have. */
type Copies = ReadonlyMap<string, string>

/**
 * Copies a voice to the shelf. It is taken apart as loading it would, from the copies: what is not a voice gets no further,
 * and what is has its place at once or not at all.
 * @param path a model with its settings beside it, a folder with such a pair, or one with a manifest and its files
 * @returns its id
 * @throws AppError 'voice/not-importable' with `reason` none, several, links or taken; 'voice/missing',
 *   'voice/incompatible', 'voice/checksum', 'voice/disk-full'; `signal.reason`
 */
export async function importVoice(path: string, shelf: VoiceShelf, signal: AbortSignal): Promise<string> {
  const added = addedDirectory(shelf)
  await mkdir(added, { recursive: true })
  const workshop = await mkdtemp(join(added, workshopPrefix))
  try {
    const manifest = await takeIn(path, workshop, signal)
    await writeFile(join(workshop, manifestName), JSON.stringify(manifest, null, 2))
    return await settle(manifest, workshop, shelf)
  } catch (error) {
    throw asDiskFull(error, added)
  } finally {
    await rm(workshop, { recursive: true, force: true })
  }
}

/** Puts a whole voice in its place, unless it is there already. */
async function settle(manifest: VoiceManifest, workshop: string, shelf: VoiceShelf): Promise<string> {
  const { id } = manifest
  const there = await findVoice(shelf, id).catch(() => null)
  if (there) {
    if (isSame(there.manifest, manifest)) return id
    throw notImportable(id, 'taken', `There is another voice ${id} already`)
  }
  const { own } = addedFolders(shelf, id)
  await rename(workshop, own).catch((error: unknown) => {
    throw notImportable(own, 'taken', `${own} is taken already`, error)
  })
  return id
}

function isSame(one: VoiceManifest, other: VoiceManifest): boolean {
  const digests = ({ files }: VoiceManifest): string =>
    files
      .map(({ sha256 }) => sha256)
      .sort()
      .join()
  return digests(one) === digests(other)
}

async function takeIn(path: string, workshop: string, signal: AbortSignal): Promise<VoiceManifest> {
  const entry = await lstat(path).catch((cause: unknown) => {
    throw new AppError('voice/missing', `There is nothing at ${path}`, {
      details: { path, reason: 'not-found' },
      cause,
    })
  })
  if (entry.isFile() && /\.onnx$/i.test(path)) return takePiperVoice(path, workshop, signal)
  if (!entry.isDirectory())
    throw notImportable(path, entry.isSymbolicLink() ? 'links' : 'none', `${path} is no voice`)
  const names = await readdir(path)
  if (names.includes(manifestName)) return takeDescribedVoice(path, workshop, signal)
  const models = names.filter((name) => /\.onnx$/i.test(name) && names.includes(name + configEnding))
  if (models.length !== 1)
    throw notImportable(path, models.length > 1 ? 'several' : 'none', `${path} holds ${models.length} voices`)
  return takePiperVoice(join(path, models[0]), workshop, signal)
}

async function takePiperVoice(path: string, workshop: string, signal: AbortSignal): Promise<VoiceManifest> {
  const model = `${idOf(plainLetters(basename(path)))}.onnx`
  const files = join(workshop, 'files')
  const copies = new Map([
    [model + configEnding, path + configEnding],
    [model, path],
  ])
  await copyAll(copies, files, signal)
  const described = await describePiperVoice({
    modelPath: join(files, model),
    cacheDirectory: join(workshop, 'prepared'),
    signal,
  })
  return parseVoiceManifest(described, path)
}

/** Of what a stranger's manifest says, its sources are not believed: nothing is ever fetched from there. */
async function takeDescribedVoice(
  path: string,
  workshop: string,
  signal: AbortSignal,
): Promise<VoiceManifest> {
  const manifest = { ...(await readVoiceManifest(join(path, manifestName))), sources: [] }
  const isApart = await lstat(join(path, 'files')).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  const from = isApart ? join(path, 'files') : path
  const files = join(workshop, 'files')
  await copyAll(new Map(manifest.files.map(({ name }) => [name, join(from, name)])), files, signal)
  const licence = join(path, manifest.licence.file)
  if (await isPlainFile(licence)) await copyFile(licence, join(workshop, manifest.licence.file))
  const damaged = await verifyVoice(files, manifest, signal)
  if (damaged.length > 0) throw damageError(manifest, damaged)
  await familyOf(manifest).prepare(
    {
      manifest,
      filesDirectory: files,
      preparedDirectory: join(workshop, 'prepared'),
      precision: 'int8',
    },
    signal,
  )
  return manifest
}

async function copyAll(copies: Copies, target: string, signal: AbortSignal): Promise<void> {
  await mkdir(target)
  let bytesNeeded = 0
  for (const path of copies.values()) {
    const entry = await lstat(path).catch((cause: unknown) => {
      const reason = path.endsWith(configEnding) ? 'settings' : 'not-found'
      throw new AppError('voice/missing', `Cannot read ${path}`, { details: { path, reason }, cause })
    })
    if (!entry.isFile()) throw notImportable(path, 'links', `${path} is no plain file`)
    bytesNeeded += entry.size
  }
  const bytesFree = await freeBytes(target)
  if (bytesFree !== null && bytesFree < bytesNeeded)
    throw new AppError('voice/disk-full', `${bytesNeeded} bytes are needed, ${bytesFree} are free`, {
      details: { path: dirname(target), bytesNeeded, bytesFree },
      retry: 'after-user-action',
    })
  for (const [name, path] of copies) {
    signal.throwIfAborted()
    await copyFile(path, join(target, name), constants.COPYFILE_FICLONE)
  }
}

async function isPlainFile(path: string): Promise<boolean> {
  return lstat(path).then(
    (entry) => entry.isFile(),
    () => false,
  )
}

function notImportable(path: string, reason: string, message: string, cause?: unknown): AppError {
  return new AppError('voice/not-importable', message, { details: { path, reason }, cause })
}
