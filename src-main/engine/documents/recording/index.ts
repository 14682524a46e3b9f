import { emptyPiece, type Block, type DocumentPiece, type OverlayClip } from '@contract/document'
import { AppError } from '@contract/errors'
import {
  recordingWordsSchema,
  wordsFileOf,
  type RecordedSentence,
  type RecordingWords,
} from '@contract/recording-words'
import { contentsOfHeadings } from '../contents'
import type { ByteSource, DocumentFormat } from '../document-format'
import { documentId, titleFromFileName } from '../name-document'
import { markUnrecorded } from '../unrecorded'

/** The words of a book of 600,000 words are 40 MB. */
const maxWordsBytes = 64 * 2 ** 20

/** A WAV that Lector made, with the file of its words beside it: the words are the text, the WAV reads it. */
export const recordingFormat: DocumentFormat = {
  id: 'recording',
  // A WAV beyond 4 GiB calls itself RF64.
  detect: ({ head }) =>
    ['RIFF', 'RF64'].includes(latin1(head.subarray(0, 4))) && latin1(head.subarray(8, 12)) === 'WAVE',
  async open(source) {
    const words = await readWords(source)
    const { title, voice, language } = words
    return {
      head: {
        id: await documentId(source),
        title: title === '' ? titleFromFileName(source.fileName) : title,
        authors: [],
        narrators: voice === '' ? [] : [voice],
        format: 'recording',
        ...(language === undefined ? {} : { language }),
      },
      pieces: [pieceOf(words, source.fileName)],
    }
  },
  async readSound(source, { startByte, byteLength }) {
    const bytes = await source.read(startByte, byteLength)
    return { bytes: Uint8Array.from(bytes), totalBytes: source.byteLength }
  },
}

async function readWords(source: ByteSource): Promise<RecordingWords> {
  const wordsFile = wordsFileOf(source.fileName)
  const details = { fileName: source.fileName, wordsFile, format: 'wav' }
  const file = (await source.neighbours?.readHead({ fileName: wordsFile }, maxWordsBytes)) ?? null
  if (file === null)
    throw new AppError('document/unsupported', `There is no "${wordsFile}" beside "${source.fileName}"`, {
      details: { ...details, reason: 'no-words' },
    })
  if (file.byteLength > maxWordsBytes)
    throw new AppError('document/too-large', `${JSON.stringify(wordsFile)} has ${file.byteLength} bytes`, {
      details: { bytes: file.byteLength, maxBytes: maxWordsBytes },
    })
  try {
    const words = recordingWordsSchema.parse(JSON.parse(new TextDecoder().decode(file.head)))
    if (words.sentences.every((sentence) => isSound(sentence, words.blocks))) return words
  } catch (cause) {
    throw damaged(wordsFile, details, cause)
  }
  throw damaged(wordsFile, details, 'a range is not in the text')
}

function damaged(wordsFile: string, details: Record<string, string>, cause: unknown): AppError {
  return new AppError('document/corrupt', `"${wordsFile}" is no file of words`, {
    details: { ...details, reason: 'words' },
    cause,
  })
}

/** Whether a sentence stands in the text, and its words in it. */
function isSound(
  { block, startChar, endChar, startSeconds, endSeconds, words }: RecordedSentence,
  blocks: RecordingWords['blocks'],
): boolean {
  const text = blocks.at(block)?.text
  if (text === undefined || endChar > text.length || startChar >= endChar || startSeconds > endSeconds)
    return false
  return words.every(
    ([from, to, start, end]) => startChar <= from && from <= to && to <= endChar && start <= end,
  )
}

function pieceOf({ blocks: said, sentences, title, language }: RecordingWords, audio: string): DocumentPiece {
  const blocks = said.map(({ kind, level, text }): Block => {
    const source = { part: 0, startChar: 0, endChar: text.length, exact: false }
    // Which cells a row had is not kept.
    const shown = kind === 'table' ? 'paragraph' : kind
    return { kind: shown, text, marks: [], source, ...(level === undefined ? {} : { level }) }
  })
  const overlays = sentences.map((sentence, index) =>
    clipOf(sentence, sentences.at(index + 1), index === 0, audio),
  )
  markUnrecorded(blocks, overlays, 0, language)
  const parts = [{ kind: 'file' as const, label: title }]
  return { ...emptyPiece(), parts, blocks, contents: contentsOfHeadings(blocks, 0), overlays }
}

/** A sentence is heard until the next one begins: the pauses are the recording's own. */
function clipOf(
  { block, startChar, endChar, startSeconds, words }: RecordedSentence,
  next: RecordedSentence | undefined,
  isFirst: boolean,
  audio: string,
): OverlayClip {
  return {
    ...{ block, startChar, endChar, audio },
    startSeconds: isFirst ? 0 : startSeconds,
    ...(next ? { endSeconds: Math.max(startSeconds, next.startSeconds) } : {}),
    words: words.map(([from, to, start, end]) => ({
      startChar: from,
      endChar: to,
      startSeconds: start,
      endSeconds: end,
    })),
  }
}

function latin1(bytes: Uint8Array): string {
  return String.fromCharCode(...bytes)
}
