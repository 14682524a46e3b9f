/** A file holds no dictionary; `message` says why, as the end of a sentence that names the file. */
export class Unreadable extends Error {
  /** @param line counted from 1 */
  constructor(
    message: string,
    readonly line?: number,
    cause?: unknown,
  ) {
    super(message, { cause })
    this.name = 'Unreadable'
  }
}
