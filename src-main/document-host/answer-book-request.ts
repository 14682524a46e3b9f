import {
  tellRequestSchema,
  type BookRequest,
  type DocumentHostReply,
  type TellRequest,
} from '@contract/host-messages'
import type { RecordedSentence } from '@contract/recording-words'
import { exportNarratedBook } from '../engine/export/epub-overlay'
import { fileBytes } from './file-bytes'
import type { Guard } from './guard'
import { writingAllowanceFor } from './guard/allowance'
import type { Inbox } from './inbox'

/**
 * Writes a book with the narration that is told of it, into the one file that is named.
 * @param post sends a reply that is not the last
 * @throws as `exportNarratedBook`; AppError 'contract/invalid' where something else is told
 */
export async function answerBookRequest(
  { path, audio, modified, ...book }: BookRequest,
  { guard, inbox, post }: { guard: Guard; inbox: Inbox; post: (reply: DocumentHostReply) => void },
): Promise<DocumentHostReply> {
  let soundBytes = 0
  for (const file of audio) soundBytes += await fileBytes(file.path)
  await guard.begin(writingAllowanceFor(await fileBytes(book.sourcePath), soundBytes))
  const told = new Told(async () => {
    post({ kind: 'tell-more' })
    const piece = await inbox.take(tellRequestSchema)
    guard.countPiece()
    return piece
  })
  const narrated = {
    ...book,
    modified: new Date(modified),
    audio: audio.map((file, number) => ({ ...file, sentences: told.in(number) })),
  }
  // Whoever cancels ends the process.
  await exportNarratedBook(path, narrated, new AbortController().signal)
  return { kind: 'book-written' }
}

/** What is told, by the file that it is heard in; one piece is held. */
class Told {
  #piece: TellRequest | null = null

  constructor(private readonly next: () => Promise<TellRequest>) {}

  /** To be read file by file, in their order. */
  async *in(audio: number): AsyncGenerator<RecordedSentence> {
    for (;;) {
      this.#piece ??= await this.next()
      if (this.#piece.audio !== audio) return
      yield* this.#piece.sentences
      if (this.#piece.isLast) return
      this.#piece = null
    }
  }
}
