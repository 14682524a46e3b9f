import type { Block, DocumentPiece } from '@contract/document'
import { AppError } from '@contract/errors'
import { detectArchiveKind, openArchive } from '../archive'
import type { ByteSource, DocumentFormat } from '../document-format'
import { createFormulaSpeaker } from '../math'
import { titleFromText } from '@contract/title'
import { documentId, titleFromFileName } from '../name-document'
import { detectCompoundKind } from './compound-file'
import type { CreateFormulaSayer } from './formulas'
import { readWordPicture } from './pictures'
import { openWordDocument, type OpenedWordDocument } from './word-document'

export type { CreateFormulaSayer, FormulaSayer } from './formulas'

/*
 * WordprocessingML is read here, and not by mammoth (1.13.0, tried on the same files): that gives nothing of text with a
 * phonetic guide, drops simple fields, says of nothing where it stood, and holds the document several times over before
 * the first paragraph is out.
 */

/**
 * Word documents: .docx, .docm, .dotx, .dotm, in the transitional and the strict form. Older binary documents and those
 * with a password are recognised and refused by name.
 * @param createFormulaSayer makes what puts formulas into words; without it they are read as their characters
 */
export function createDocxFormat({
  createFormulaSayer,
}: { readonly createFormulaSayer?: CreateFormulaSayer } = {}): DocumentFormat {
  return {
    id: 'docx',
    detect: async (source) =>
      (await detectArchiveKind(source)) === 'docx' || (await detectCompoundKind(source)) !== null,
    async open(source, _options, signal) {
      await refuseCompoundFile(source)
      const document = await openWordDocument(source, createFormulaSayer, signal)
      const { metadata, language, first } = document
      const title = metadata.title ?? titleOf(first.blocks)
      const head = {
        id: await documentId(source),
        title: titleFromText(title ?? '') || titleFromFileName(source.fileName),
        authors: [...metadata.authors],
        format: 'docx' as const,
        ...(language === undefined ? {} : { language }),
      }
      return { head, pieces: piecesOf(document) }
    },
    readPicture: async (source, name, signal) => readWordPicture(await openArchive(source, signal), name),
  }
}

/** Word documents, formulas in words. */
export const docxFormat: DocumentFormat = createDocxFormat({ createFormulaSayer: createFormulaSpeaker })

async function* piecesOf({
  first,
  rest,
  hasPictures,
}: OpenedWordDocument): AsyncGenerator<DocumentPiece, void, undefined> {
  // A piece is full when there is text enough in it: the first one without any is the last as well.
  if (first.blocks.every(({ kind }) => kind === 'wordless-picture')) {
    if (hasPictures()) throw new AppError('document/no-text', 'The Word document holds pictures and no text')
    throw new AppError('document/empty', 'The Word document holds no text')
  }
  yield first
  yield* rest
}

async function refuseCompoundFile(source: ByteSource): Promise<void> {
  const kind = await detectCompoundKind(source)
  if (kind === 'rights-managed')
    throw new AppError(
      'document/encrypted',
      `${JSON.stringify(source.fileName)} is under rights management`,
      {
        details: { format: 'docx', reason: 'drm' },
      },
    )
  if (kind === 'encrypted-package')
    throw new AppError(
      'document/encrypted',
      `${JSON.stringify(source.fileName)} is protected by a password`,
      {
        details: { format: 'docx', reason: 'password' },
      },
    )
  if (kind === 'word-binary')
    throw new AppError('document/unsupported', `${JSON.stringify(source.fileName)} is of the format doc`, {
      details: { format: 'doc', fileName: source.fileName },
    })
}

/** The document's name for itself: its first main heading, else its first heading of any level. */
function titleOf(blocks: readonly Block[]): string | undefined {
  const headings = blocks.filter(({ kind, matter }) => kind === 'heading' && matter === undefined)
  return (headings.find(({ level }) => level === 1) ?? headings[0])?.text
}
