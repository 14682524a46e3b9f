import type { CallChannel, EventChannel } from './channels'

/**
 * What the preload puts into the page as `window.lector`: the page's only way out of its sandbox.
 * `DroppedFile` is the page's `File`; this room has no DOM to name it.
 */
export interface PageApi<DroppedFile> {
  /** Sends a request to main; the answer is a `Reply` that the caller must parse. Unlisted channels throw. */
  call(channel: CallChannel, input: unknown): Promise<unknown>
  /** Listens to a notice of main until the returned function is called. Payloads are unparsed. */
  on(channel: EventChannel, listener: (payload: unknown) => void): () => void
  /** The path of a file that the person dropped or chose; empty when the file is not on disk. */
  pathOfFile(file: DroppedFile): string
}
