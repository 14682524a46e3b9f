import { emptyPiece, type DocumentHead, type DocumentPart, type DocumentPiece } from '@contract/document'
import { contentsOfHeadings } from './contents'
import type { OpenedDocument } from './document-format'

const wholeFile: DocumentPart = { kind: 'file', label: '' }

/**
 * A document that was read in one go.
 * @param piece what differs from an empty one; without contents, the headings are its contents
 */
export function inOnePiece(head: DocumentHead, piece: Partial<DocumentPiece>): OpenedDocument {
  const whole: DocumentPiece = { ...emptyPiece(), parts: [wholeFile], ...piece }
  if (piece.contents === undefined) whole.contents = contentsOfHeadings(whole.blocks, 0)
  return { head, pieces: [whole] }
}
