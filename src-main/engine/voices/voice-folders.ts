import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '@contract/errors'
import { readVoiceManifest, verifyVoice, type VoiceManifest, type VoiceNeighbour } from './store'

/** Where voices lie. */
export interface VoiceShelf {
  /** Holds one folder a voice, each with its manifest. */
  readonly voicesDirectory: string
  /**
   * Where what is fetched and made of them is kept, one folder a voice; absent: beside the manifests. An installed Lector
   * brings voices in folders that are not its to write in: others may share them, and a signature may cover them.
   */
  readonly keptDirectory?: string | undefined
}

/** The folders of one voice. */
export interface VoiceFolders {
  /** Where files are put that are fetched. */
  readonly files: string
  /** Where what is made of them is kept. */
  readonly prepared: string
  /** What came with Lector and is only read; absent: those above are all. */
  readonly carried?: { readonly files: string; readonly prepared: string }
}

/** A voice of a shelf. */
export interface ShelvedVoice {
  readonly manifest: VoiceManifest
  readonly folders: VoiceFolders
  /** Whether it was added to what Lector describes: its manifest lies with its files, and all of its folder is its own. */
  readonly isAdded: boolean
}

/**
 * Where voices lie that Lector does not describe itself, each in a folder with its manifest: with what else is kept, or,
 * where that lies beside Lector's own manifests, in a folder apart from those.
 */
export function addedDirectory({ voicesDirectory, keptDirectory }: VoiceShelf): string {
  return keptDirectory ?? join(voicesDirectory, '.added')
}

/** Of an added voice: its folder, and what is in it. */
export function addedFolders(shelf: VoiceShelf, id: string): VoiceFolders & { readonly own: string } {
  const own = join(addedDirectory(shelf), id)
  return { ...inFolder(own), own }
}

/**
 * Lector's own voice of that name, else the one added under it.
 * @throws AppError 'voice/missing' when there is none, 'voice/incompatible' when its manifest is none
 */
export async function findVoice(shelf: VoiceShelf, id: string): Promise<ShelvedVoice> {
  try {
    const manifest = await readVoiceManifest(join(shelf.voicesDirectory, id, 'manifest.json'))
    return { manifest, folders: foldersOf(shelf, id), isAdded: false }
  } catch (error) {
    const added = isMissing(error) ? await findAdded(shelf, id) : null
    if (!added) throw error
    return added
  }
}

/**
 * Every voice of a shelf, by id. One that was added and whose manifest cannot be read is passed over: it must not take the
 * others with it.
 * @throws AppError 'voice/missing' when there is no such folder, 'voice/incompatible' naming a manifest of Lector's own
 */
export async function shelvedVoices(shelf: VoiceShelf): Promise<ShelvedVoice[]> {
  const own = await folderNames(shelf.voicesDirectory).catch((cause: unknown) => {
    throw new AppError('voice/missing', `No voices at ${shelf.voicesDirectory}`, { cause })
  })
  const others = (await folderNames(addedDirectory(shelf)).catch(() => [])).filter((id) => !own.includes(id))
  const described = own.map((id) => findVoice(shelf, id))
  const added = others.map((id) => findAdded(shelf, id).catch(() => null))
  const found = (await Promise.all([...described, ...added])).filter((voice) => voice !== null)
  return found.sort((a, b) => (a.manifest.id < b.manifest.id ? -1 : 1))
}

/** What of a shelf's voices another one may take files from: wherever there are some. */
export async function neighboursOn(shelf: VoiceShelf): Promise<VoiceNeighbour[]> {
  const voices = await shelvedVoices(shelf)
  return voices.flatMap(({ manifest, folders: { files, carried } }) =>
    [files, ...(carried ? [carried.files] : [])].map((directory) => ({ manifest, directory })),
  )
}

async function findAdded(shelf: VoiceShelf, id: string): Promise<ShelvedVoice | null> {
  const { own, files, prepared } = addedFolders(shelf, id)
  try {
    const manifest = await readVoiceManifest(join(own, 'manifest.json'))
    return manifest.id === id ? { manifest, folders: { files, prepared }, isAdded: true } : null
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof AppError && error.code === 'voice/missing'
}

/** A name with a dot in front is no voice's. */
async function folderNames(directory: string): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  return entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.')).map(({ name }) => name)
}

export function foldersOf({ voicesDirectory, keptDirectory }: VoiceShelf, id: string): VoiceFolders {
  const beside = inFolder(join(voicesDirectory, id))
  return keptDirectory === undefined ? beside : { ...inFolder(join(keptDirectory, id)), carried: beside }
}

/**
 * Of a voice that came with Lector the files are read where they lie. If one is damaged, or none came, others are fetched
 * into the folder that may be written to.
 * @param notesDirectory see `verifyVoice`
 * @returns the folder that holds them, or is to
 * @throws `signal.reason`
 */
export async function placeOfFiles(
  { files, carried }: VoiceFolders,
  manifest: VoiceManifest,
  signal: AbortSignal,
  notesDirectory: string,
): Promise<string> {
  if (!carried) return files
  const damaged = await verifyVoice(carried.files, manifest, signal, notesDirectory)
  return damaged.length === 0 ? carried.files : files
}

function inFolder(folder: string): Pick<VoiceFolders, 'files' | 'prepared'> {
  return { files: join(folder, 'files'), prepared: join(folder, 'prepared') }
}
