import { join } from 'node:path'
import { emptyPiece, type Block, type DocumentPiece } from '../../src-main/contract/document'
import { serveLauncher } from '../../src-main/document-host/answer-request'
import { startGuard } from '../../src-main/document-host/guard'
import { connectToLauncher } from '../../src-main/document-host/launcher-port'
import type { OpenedDocument } from '../../src-main/engine/documents/document-format'
import type { DocumentOpening, readDocument } from '../../src-main/engine/documents'

/*
 * The document host with a parser that does what the pasted text tells it to, one word for each thing: "piece" gives a
 * piece of one block, "blank" one without any, "spin" never ends, "heap" and "buffers" take all the memory there is,
 * "wait" does nothing for ever, "unheard" does too after a failure that nobody waits for, "write" leaves a file where TMPDIR points to.
 */

function block(text: string): Block {
  return {
    kind: 'paragraph',
    text,
    marks: [],
    source: { part: 0, startChar: 0, endChar: text.length, exact: false },
  }
}

async function* piecesOf(words: readonly string[]): AsyncGenerator<DocumentPiece> {
  let read = 0
  for (const word of words) {
    read += 1
    if (word === 'piece') yield { ...emptyPiece(), blocks: [block(`Piece ${read}, ${Date.now()}.`)] }
    else if (word === 'blank') yield { ...emptyPiece(), parts: [{ kind: 'page', label: String(read) }] }
    else await misbehave(word)
  }
}

async function misbehave(word: string): Promise<void> {
  const kept: unknown[] = []
  if (word === 'spin') for (;;) Math.sqrt(kept.length)
  if (word === 'heap') for (;;) kept.push({ kept: [kept.length] })
  if (word === 'buffers') for (;;) kept.push(Buffer.alloc(4 * 2 ** 20, 1))
  if (word === 'unheard') void Promise.reject(new RangeError('nobody listens'))
  if (word === 'wait' || word === 'unheard') await new Promise(() => undefined)
  throw new TypeError(`a bug of the parser: ${word}`)
}

const read: typeof readDocument = async ({ source }: DocumentOpening, take) => {
  if (source.kind !== 'text') throw new Error('only pasted text')
  // A slice of a larger buffer, as parsers return pictures.
  const bytes = new Uint8Array(65_536).fill(7).subarray(100, 110)
  const opened: OpenedDocument = {
    head: {
      id: 'troubled',
      title: 'Trouble',
      authors: [],
      format: 'txt',
      cover: { mediaType: 'image/png', bytes },
    },
    pieces: piecesOf(source.text.split(' ')),
  }
  let last
  for await (const piece of opened.pieces) last = await take(opened, piece, false)
  if (last === undefined) throw new Error('nothing was read')
  return last
}

serveLauncher(connectToLauncher(process), startGuard(join(__dirname, 'document-guard.js')), read)
