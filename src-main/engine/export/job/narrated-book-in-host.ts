import { access, stat } from 'node:fs/promises'
import { askBookHost } from '@contract/document-host-protocol'
import { AppError, withDetails } from '@contract/errors'
import type { BookRequest, TellRequest } from '@contract/host-messages'
import {
  bookAnswerMilliseconds,
  bookWriteMilliseconds,
  copyMillisecondsPerMebibyte,
  documentHeapMebibytes,
  maxToldSentences,
} from '@contract/limits'
import { unfinishedSuffix } from '@contract/recording-words'
import { launchForkedDocumentHost } from '../../documents/host-launcher'
import { refuseFolder } from '../recording/disk-access'
import type { NarratedBook, WriteNarratedBook } from '../epub-overlay'
import { recordingDisk as disk } from '../recording/recording-disk'
import { asWritingFailure } from '../recording/writing-failure'

const mebibyte = 2 ** 20

/** Limits of writing one book; the defaults are the product's. */
export interface BookHostLimits {
  readonly answerMilliseconds?: number
  readonly heapMebibytes?: number
}

/**
 * What writes books with their narration in a process of its own for each, because it parses them: that process writes an
 * unfinished file, and the book has its name when that is whole.
 * @param hostScript the built document host, an absolute path
 * @returns rejects as `askBookHost` does, with what `exportNarratedBook` throws there; a plain Error when the script is
 *   not there
 */
export function narratedBooksInHost(hostScript: string, limits: BookHostLimits = {}): WriteNarratedBook {
  return async (path, book, signal) => {
    signal.throwIfAborted()
    // A missing script would look like a book that kills its parser.
    await access(hostScript)
    const unfinishedPath = path + unfinishedSuffix
    const copyMilliseconds = copyMillisecondsPerMebibyte * (await copiedMebibytes(book))
    await asWritingFailure(path, async () => {
      await refuseFolder(disk, path)
      // Whoever still writes to it, because its launcher was killed, writes to nothing.
      await disk.remove(unfinishedPath)
    })
    signal.throwIfAborted()
    const host = launchForkedDocumentHost(hostScript, limits.heapMebibytes ?? documentHeapMebibytes)
    const ended = new Promise<void>((resolve) => host.onExit(() => resolve()))
    try {
      await askBookHost(host, requestOf(unfinishedPath, book), told(book), {
        signal,
        answerMilliseconds: limits.answerMilliseconds ?? bookAnswerMilliseconds + copyMilliseconds,
        readMilliseconds: bookWriteMilliseconds + copyMilliseconds,
        now: () => performance.now(),
        after: (milliseconds, run) => {
          const timer = setTimeout(run, milliseconds)
          return () => clearTimeout(timer)
        },
      })
      await ended
      await asWritingFailure(path, () => disk.rename(unfinishedPath, path))
    } catch (error) {
      await ended
      await disk.remove(unfinishedPath)
      throw underName(error, path, unfinishedPath)
    }
  }
}

async function copiedMebibytes({ sourcePath, audio }: NarratedBook): Promise<number> {
  let bytes = 0
  // What is not there is told by whoever reads it.
  for (const path of [sourcePath, ...audio.map((file) => file.path)])
    bytes += await stat(path).then(
      ({ size }) => size,
      () => 0,
    )
  return bytes / mebibyte
}

function requestOf(path: string, { audio, modified, ...book }: NarratedBook): BookRequest {
  return {
    ...{ kind: 'write-book', ...book, path, modified: modified.toISOString() },
    audio: audio.map(({ path: soundPath, mediaType, seconds }) => ({
      path: soundPath,
      mediaType,
      seconds,
    })),
  }
}

/** A narration in pieces; one is held. */
async function* told({ audio }: NarratedBook): AsyncGenerator<TellRequest> {
  for (const [number, { sentences }] of audio.entries()) {
    let piece: TellRequest['sentences'] = []
    for await (const sentence of sentences) {
      piece.push(sentence)
      if (piece.length < maxToldSentences) continue
      yield { kind: 'tell', audio: number, sentences: piece, isLast: false }
      piece = []
    }
    if (piece.length > 0) yield { kind: 'tell', audio: number, sentences: piece, isLast: false }
  }
  yield { kind: 'tell', audio: audio.length, sentences: [], isLast: true }
}

/** People know the book by its name, not the file that it is while it is written. */
function underName(error: unknown, path: string, unfinishedPath: string): unknown {
  return error instanceof AppError && error.details.path === unfinishedPath
    ? withDetails(error, { path })
    : error
}
