import { join } from 'node:path'
import { verifyVoice, type VoiceManifest } from './store'

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
