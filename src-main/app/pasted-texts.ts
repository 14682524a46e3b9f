import { mkdir, readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { assert } from '@contract/assert'
import { documentHeadSchema, documentPieceSchema } from '@contract/document'
import { AppError } from '@contract/errors'
import { codeOf, writeFileAtomically, type FileSystem } from './atomic-file'

/** A text that somebody has written on. */
const writtenTextSchema = z.object({
  ...documentHeadSchema.omit({ cover: true }).shape,
  ...documentPieceSchema.omit({ overlays: true }).shape,
})
/** A text as it was written. */
export type WrittenText = z.infer<typeof writtenTextSchema>

const pastedTextSchema = z.union([
  z.object({ written: writtenTextSchema }),
  z.object({ text: z.string(), html: z.string().optional() }),
])
/** What was pasted; or, once it has been written on, what it is now: nothing is read out of what was pasted any more. */
export type PastedText = z.infer<typeof pastedTextSchema>

/** What a document's bytes make is a number in hexadecimal: as a file's name it can lead nowhere else. */
const safeId = /^[0-9a-f]{8,64}$/

/** The texts that were pasted, each in a file of its own that bears its document's id. */
export class PastedTexts {
  constructor(
    private readonly folder: string,
    private readonly files: FileSystem,
  ) {}

  /** @returns the bytes that it takes on the disk. @throws the file system's error */
  async keep(id: string, pasted: PastedText): Promise<number> {
    const data = JSON.stringify(pasted)
    await mkdir(this.folder, { recursive: true })
    await writeFileAtomically(this.files, this.#pathOf(id), data)
    return Buffer.byteLength(data)
  }

  /**
   * @throws AppError 'document/missing' when it is not there, is damaged, or cannot be read now; `details.isGone` says
   * whether there is nothing that another text in its place would overwrite
   */
  async read(id: string): Promise<PastedText> {
    try {
      return pastedTextSchema.parse(JSON.parse(await readFile(this.#pathOf(id), 'utf8')))
    } catch (cause) {
      // What is well-formed and yet not understood may be a later version's.
      const isGone = codeOf(cause) === 'ENOENT' || cause instanceof SyntaxError
      throw new AppError('document/missing', `The pasted text ${id} is not there`, {
        details: { isGone },
        retry: 'after-user-action',
        cause,
      })
    }
  }

  /** Removes every text but these. @throws the file system's error */
  async keepOnly(ids: ReadonlySet<string>): Promise<void> {
    const names = await readdir(this.folder).catch((error: unknown) => {
      if (codeOf(error) === 'ENOENT') return []
      throw error
    })
    for (const name of names) {
      const id = /^([0-9a-f]+)\.json(?:\.new)?$/.exec(name)?.[1]
      const isKept = id !== undefined && ids.has(id) && name.endsWith('.json')
      if (id !== undefined && !isKept) await this.files.remove(join(this.folder, name))
    }
  }

  #pathOf(id: string): string {
    assert(safeId.test(id), `A document's id can be a file's name, but not ${id}`)
    return join(this.folder, `${id}.json`)
  }
}
