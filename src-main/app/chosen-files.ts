import { AppError } from '@contract/errors'
import { leadsTo } from './file-stamp'

/** More are not dropped in a day; the oldest are forgotten first. */
const maxChosen = 1_000

/**
 * The files that a person dropped on the window. The page names them by their paths, and whatever runs in the page can
 * name any: only what the preload took out of a dropped file itself is opened on its word.
 */
export class ChosenFiles {
  /** By path, what it led to when it was chosen; null: nothing. */
  readonly #chosen = new Map<string, Promise<string | null>>()

  /** Told by the preload, before the page knows the path. */
  add(path: string): void {
    this.#chosen.delete(path)
    this.#chosen.set(path, leadsTo(path))
    for (const oldest of [...this.#chosen.keys()].slice(0, -maxChosen)) this.#chosen.delete(oldest)
  }

  /** @throws AppError 'contract/invalid' for a path nobody chose; 'document/missing' where it leads elsewhere since */
  async require(paths: readonly string[]): Promise<void> {
    for (const path of paths) {
      const chosen = this.#chosen.get(path)
      if (chosen === undefined) throw new AppError('contract/invalid', `Nobody chose ${path}`)
      if ((await chosen) !== (await leadsTo(path)))
        throw new AppError('document/missing', `${path} leads elsewhere since it was chosen`, {
          retry: 'after-user-action',
        })
    }
  }
}
