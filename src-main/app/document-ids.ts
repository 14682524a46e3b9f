import { createHash, randomUUID } from 'node:crypto'

/** The id of a text that is not the document that its bytes make: the same text has the same one. */
export function besideId(id: string): string {
  return createHash('sha256').update(`pasted ${id}`).digest('hex').slice(0, 32)
}

/** As long as what a document's bytes make. */
export function freshId(): string {
  return randomUUID().replaceAll('-', '')
}
