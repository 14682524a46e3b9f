import type {
  CatalogueState,
  CatalogueVoice,
  DownloadProgress,
  VoiceLicence,
  VoiceSample,
} from '@contract/catalogue'

/** Every voice that can be had, and what can be done with each; made by `openVoiceCatalogue`. */
export interface VoiceCatalogue {
  /** What there is, as far as this computer knows: nothing is fetched. @throws `signal.reason` */
  state(signal: AbortSignal): Promise<CatalogueState>
  /** Asks Piper's home first; that it does not answer is said in the state. @throws `signal.reason` */
  refresh(signal: AbortSignal): Promise<CatalogueState>
  /**
   * Under which terms a voice may be used; fetched once where it is not here, then kept.
   * @throws AppError 'voice/missing' when there is no such voice, 'voice/offline', 'voice/fetch-failed'; `signal.reason`
   */
  licence(id: string, signal: AbortSignal): Promise<VoiceLicence>
  /**
   * How a voice sounds, before it is here; fetched once, then kept.
   * @throws AppError 'voice/missing', 'voice/no-sample', 'voice/offline', 'voice/fetch-failed'; `signal.reason`
   */
  sample(id: string, signal: AbortSignal): Promise<VoiceSample>
  /**
   * Brings a voice here, from where an earlier download of it stopped. Aborted, it is paused: what has come stays.
   * A second one of the same voice, also in another process, waits for the first and finds its work done.
   * @throws AppError 'voice/missing', 'voice/offline', 'voice/fetch-failed', 'voice/checksum', 'voice/disk-full';
   *   `signal.reason`
   */
  download(id: string, options: DownloadOptions): Promise<void>
  /** Drops what a paused download has brought; waits for one that is under way. @throws AppError 'voice/missing' */
  discard(id: string): Promise<void>
  /**
   * Removes a voice's files and what was made of them. The caller sees to it that nothing speaks with it.
   * @throws AppError 'voice/missing', 'voice/not-removable'
   */
  remove(id: string): Promise<void>
  /** What all voices take of the disk, beginnings too. */
  diskUse(): Promise<number>
  /**
   * Takes a voice in: a Piper model with its settings beside it, a folder that holds such a pair, or one that holds a
   * manifest and its files. The files are copied; a voice that is here already stays as it is.
   * @param path absolute
   * @throws AppError 'voice/not-importable', 'voice/missing', 'voice/incompatible', 'voice/checksum', 'voice/disk-full';
   *   `signal.reason`
   */
  importVoice(path: string, signal: AbortSignal): Promise<CatalogueVoice>
}

export interface DownloadOptions {
  readonly signal: AbortSignal
  readonly onProgress?: (progress: DownloadProgress) => void
}
