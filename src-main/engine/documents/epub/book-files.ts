import { AppError } from '@contract/errors'
import type { Archive } from '../archive'
import { parseXml, type XmlElement } from '../xml'
import type { ResourceReference } from './resource-path'

/**
 * Package, navigation and overlay files: the largest seen, the overlay of words of a long chapter, has 3 MB; that of a long
 * novel in one file, sentence by sentence, 18 MB.
 */
export const maxPackageFileBytes = 24 * 2 ** 20

/** A chapter is held whole while it is read; the largest single-file book seen has 12 MB. */
export const maxChapterBytes = 48 * 2 ** 20

/** The files of a book, as its own references name them. */
export interface BookFiles {
  /** The name in the archive of what a reference names; null when it is not there. */
  find(reference: Pick<ResourceReference, 'path'> | null): string | null
  /** @param name as `find` gives it. @throws as `Archive.read` */
  read(name: string, maxBytes: number): Promise<Uint8Array>
  /** The first bytes of a file, at most so many. @throws as `Archive.readHead` */
  readHead(name: string, byteLength: number): Promise<Uint8Array>
  /** A stretch of a file. @throws as `Archive.readRange` */
  readRange(name: string, startByte: number, byteLength: number): Promise<Uint8Array<ArrayBuffer>>
  /** What a file has inflated, as the archive says; 0 for none. */
  byteLength(name: string): number
  /** Names of files, in the archive's order. */
  readonly names: readonly string[]
  /**
   * An XML file of the package.
   * @throws AppError 'document/corrupt', 'document/too-large', 'document/encrypted'; the signal's reason
   */
  readXml(name: string): Promise<XmlElement>
  /** The same where the book can do without: null when it is damaged. */
  readOptionalXml(name: string): Promise<XmlElement | null>
}

/** @param archive borrowed; it must stay open while the book is read */
export function bookFiles(archive: Archive): BookFiles {
  const names = archive.entries.map(({ name }) => name)
  const sizes = new Map(archive.entries.map(({ name, byteLength }) => [name, byteLength]))
  const readXml = async (name: string): Promise<XmlElement> => {
    const bytes = await archive.read(name, { maxBytes: maxPackageFileBytes })
    return parseXml(bytes, { format: 'epub', part: name, entities: 'vanish' }).root
  }
  return {
    names,
    find: (reference) => (reference === null ? null : (archive.find(reference.path)?.name ?? null)),
    read: (name, maxBytes) => archive.read(name, { maxBytes }),
    readHead: (name, byteLength) => archive.readHead(name, byteLength),
    readRange: (name, startByte, byteLength) => archive.readRange(name, startByte, byteLength),
    byteLength: (name) => sizes.get(name) ?? 0,
    readXml,
    async readOptionalXml(name) {
      try {
        return await readXml(name)
      } catch (error) {
        if (error instanceof AppError && error.code === 'document/corrupt') return null
        throw error
      }
    },
  }
}
