import type { DocumentReading } from '@contract/document-host-protocol'
import { AppError } from '@contract/errors'
import type { DocumentHostRequest } from '@contract/host-messages'
import type { LaunchDocument } from './document-launcher'

/** A process that dies so often over one thing has met one that it cannot cope with: a parser crashes every time. */
const triesForEach = 3

/**
 * Asks again where a process died over it, which may have been an accident: something ended it that ends processes.
 * @throws what `ask` throws; of a death the last one
 */
export async function askAgain<Answer>(ask: () => Promise<Answer>): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await ask()
    } catch (error) {
      if (attempt === triesForEach || !isDeath(error)) throw error
    }
  }
}

/**
 * Reads a document by one process after the other, as they die: each goes over what was read before and goes on behind it.
 * @param launch has it read by one process
 * @throws as `launch`; 'document/missing' when it is another document by then
 */
export async function readRelaunched(
  launch: LaunchDocument,
  request: DocumentHostRequest,
  signal: AbortSignal,
): Promise<DocumentReading> {
  let reading: DocumentReading | null = await askAgain(() => launch(request, signal))
  let isEnded = false
  const { head, first } = reading
  /** Pieces handed on after the first. */
  let pieces = 0

  const readUpToHere = async (): Promise<DocumentReading> => {
    const next = await launch(request, signal)
    if (next.head.id !== head.id || isEnded) {
      next.end()
      throw new AppError('document/missing', 'The document is another one than it was', {
        retry: 'after-user-action',
      })
    }
    for (let piece = 0; piece < pieces; piece++) await next.next()
    return next
  }
  return {
    head,
    first,
    next: () =>
      askAgain(async () => {
        reading ??= await readUpToHere()
        try {
          const step = await reading.next()
          pieces++
          return step
        } catch (error) {
          // What is over is not asked any more.
          reading = null
          throw error
        }
      }),
    end() {
      isEnded = true
      reading?.end()
    },
  }
}

/** The process ended without a word: its own limits on time and memory have words. */
function isDeath(error: unknown): boolean {
  return error instanceof AppError && error.code === 'document/corrupt' && error.details.reason === 'crashed'
}
