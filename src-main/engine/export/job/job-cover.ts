import { heldCoverTypes } from '@contract/book-facts'
import type { DocumentHead } from '@contract/document'
import type { ExportJob } from '@contract/export-job'
import type { Cover } from '../encoded/encoded-form'

/** A document's cover as a job carries it; null: there is none, or of a kind that recordings cannot hold. */
export function jobCover(cover: DocumentHead['cover']): ExportJob['cover'] {
  if (cover === undefined) return null
  const mediaType = heldCoverTypes.find((held) => held === cover.mediaType)
  return mediaType ? { mediaType, base64: Buffer.from(cover.bytes).toString('base64') } : null
}

/** The cover of a job's recordings. */
export function coverOf({ cover }: ExportJob): Cover | null {
  return cover && { mediaType: cover.mediaType, bytes: Buffer.from(cover.base64, 'base64') }
}
