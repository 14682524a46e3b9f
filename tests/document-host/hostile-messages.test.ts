import { afterEach, describe, expect, test } from 'vitest'
import { askDocumentHost, readToEnd, type DocumentHostProcess } from '@contract/document-host-protocol'
import { emptyPiece } from '@contract/document'
import { AppError, errorCodes } from '@contract/errors'
import {
  bookRequestSchema,
  dictionaryRequestSchema,
  documentHostReplySchema,
  documentHostRequestSchema,
  pictureRequestSchema,
  soundRequestSchema,
} from '@contract/host-messages'
import { serveLauncher } from '../../src-main/document-host/answer-request'
import { createValueMutator } from '../fuzz/mutate-value'
import { paragraph } from '../helpers/paragraphs'

const isWhole = process.env.LECTOR_SOAK === '1'
/** To the host, and to its launcher, each. */
const messages = isWhole ? 20_000 : 1_500
const hugeChars = 200_000

const source = { kind: 'file', path: '/nowhere/book.epub' }
const requests: readonly object[] = [
  { source, options: { password: 'p', encoding: 'utf-8', wholePage: true } },
  { source: { kind: 'text', text: 'A text.', html: '<p>A text.</p>' } },
  { kind: 'read-dictionary', path: '/nowhere/words.csv' },
  { kind: 'write-dictionary', entries: [], format: 'csv' },
  { kind: 'list-abbreviations' },
  { kind: 'read-picture', source, name: 'cover.png' },
  { kind: 'read-sound', source, name: 'one.mp3', startByte: 0, byteLength: 100 },
  {
    ...{
      kind: 'write-book',
      sourcePath: source.path,
      documentId: 'd',
      path: '/nowhere/out.epub',
      title: 'T',
    },
    ...{ language: 'en', narrator: 'N', modified: '2026-01-01T00:00:00Z', audio: [] },
  },
]
const schemas = [
  documentHostRequestSchema,
  dictionaryRequestSchema,
  pictureRequestSchema,
  soundRequestSchema,
  bookRequestSchema,
]
const head = { id: 'a', title: 'A', authors: [], format: 'txt' }
const piece = { ...emptyPiece(), blocks: [paragraph('A text.')] }
const replies: readonly object[] = [
  { kind: 'opened', head, piece, isLast: false },
  { kind: 'piece', piece, isLast: true },
  { kind: 'dictionary-read', entries: [], problems: [] },
  { kind: 'picture', picture: { mediaType: 'image/png', bytes: new Uint8Array(4) } },
  { kind: 'sound', sound: { bytes: new Uint8Array(4), totalBytes: 4 } },
  { kind: 'tell-more' },
  { kind: 'failed', error: { code: 'document/corrupt', message: 'm', details: {}, retry: 'never' } },
]

describe('document host and launcher among malformed messages (LECTOR_SOAK=1: all 20,000 to each)', () => {
  const own = process.listeners('unhandledRejection')
  /** Every host listens to its process, and there are many in this one. */
  const forgetHosts = (): void => {
    for (const listener of process.listeners('unhandledRejection'))
      if (!own.includes(listener)) process.removeListener('unhandledRejection', listener)
  }
  afterEach(forgetHosts)

  test(
    `of ${messages} requests that are none each is refused with a code, and nothing is read`,
    async () => {
      const mutate = createValueMutator(21, hugeChars)
      for (let index = 0, refused = 0; refused < messages; index++) {
        const request = mutate(requests[index % requests.length])
        if (schemas.some((schema) => schema.safeParse(request).success)) continue
        const last = await new Promise((resolve) =>
          serveLauncher(
            {
              onMessage: (listener) => listener(request),
              post: () => expect.unreachable('nothing is told'),
              postLast: resolve,
            },
            { begin: () => expect.unreachable('nothing is begun'), countPiece: () => undefined },
            () => expect.unreachable('nothing is read'),
          ),
        )
        expect(documentHostReplySchema.parse(last)).toMatchObject({
          kind: 'failed',
          error: { code: 'contract/invalid' },
        })
        forgetHosts()
        refused++
      }
    },
    isWhole ? 600_000 : 60_000,
  )

  test(
    `of ${messages} replies that are none each ends the conversation with a code, and the host`,
    async () => {
      const mutate = createValueMutator(22, hugeChars)
      for (let index = 0, refused = 0; refused < messages; index++) {
        const reply = mutate(replies[index % replies.length])
        if (documentHostReplySchema.safeParse(reply).success) continue
        let kills = 0
        const host: DocumentHostProcess = {
          post: () => undefined,
          onMessage: (listener) => void setImmediate(listener, reply),
          onExit: () => undefined,
          kill: () => (kills += 1),
        }
        const terms = {
          signal: new AbortController().signal,
          answerMilliseconds: 1_000,
          readMilliseconds: 1_000,
          now: () => 0,
          after: () => () => undefined,
        }
        const told = await askDocumentHost(host, { source: { kind: 'text', text: 'x' } }, terms)
          .then(readToEnd)
          .catch((error: unknown) => error)
        expect(told).toBeInstanceOf(AppError)
        expect(errorCodes).toContain((told as AppError).code)
        expect(kills).toBeGreaterThan(0)
        refused++
      }
    },
    isWhole ? 600_000 : 60_000,
  )
})
