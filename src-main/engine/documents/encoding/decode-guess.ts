import { decode } from 'iconv-lite'
import { createLikelihoodJudge } from './decode-likelihood'

/** What some bytes are most likely encoded in. */
export interface EncodingGuess {
  readonly encoding: string
  /** Whether another encoding gives a different text that is nearly as likely. */
  readonly isUnsure: boolean
}

/** Encodings in use, with what it costs to assume each, in nats: those that were hardly used need more evidence. */
const candidates: readonly (readonly [encoding: string, cost: number])[] = [
  ['windows-1252', 0],
  ['windows-1251', 1],
  ['windows-1250', 1.5],
  ['Shift_JIS', 1],
  ['GB18030', 1],
  ['Big5', 1],
  ['EUC-KR', 1],
  ['EUC-JP', 1.5],
  ['windows-1253', 2],
  ['windows-1254', 2],
  ['windows-1255', 2],
  ['windows-1256', 2],
  ['windows-1257', 2],
  ['windows-1258', 3],
  ['windows-874', 2],
  ['KOI8-R', 1.5],
  ['KOI8-U', 3],
  ['CP866', 2.5],
  ['CP437', 3],
  ['CP850', 3],
  ['CP852', 3],
  ['macintosh', 3],
  ['ISO-8859-2', 2],
  ['ISO-8859-5', 3],
  ['ISO-8859-7', 3],
  ['ISO-8859-13', 4],
  ['ISO-8859-15', 4],
  ['ISO-8859-4', 5],
  ['ISO-8859-6', 4],
  ['ISO-8859-3', 5],
  ['maccyrillic', 5],
  ['maccenteuro', 6],
  ['CP737', 5],
  ['CP857', 5],
  ['CP862', 5],
  ['CP775', 6],
  ['CP855', 6],
  ['ISO-8859-16', 6],
  ['TCVN', 6],
]

/** Bytes judged: each candidate is decoded and weighed, and certainty hardly grows beyond this. */
const sampleBytes = 6_144
/** Fewer foreign bytes prove little, whatever they come out as. */
const fewForeignBytes = 12
/** Within this many nats, two readings are about equally likely (a factor of twenty). */
const unsureNats = 3

/**
 * Guesses the encoding of bytes that are not Unicode: the candidate under which the text is likeliest as natural
 * language. Of encodings that give the same text, the commoner one is named.
 */
export function guessEncoding(bytes: Uint8Array): EncodingGuess {
  const sample = linesWithForeignBytes(bytes)
  const judge = createLikelihoodJudge()
  const readings = candidates
    .map(([encoding, cost]) => {
      const text = decode(sample, encoding, { stripBOM: false })
      return { encoding, text, cost: cost + judge(text).cost }
    })
    .sort((a, b) => a.cost - b.cost)
  const [best] = readings
  const rival = readings.find(({ text }) => text !== best.text)
  let foreign = 0
  for (const byte of sample) if (byte >= 0x80) foreign += 1
  return {
    encoding: best.encoding,
    isUnsure: foreign < fewForeignBytes || (rival !== undefined && rival.cost - best.cost < unsureNats),
  }
}

/** The lines that hold bytes beyond ASCII, one after the other: a long English preface says nothing about the rest. */
function linesWithForeignBytes(bytes: Uint8Array): Uint8Array {
  const sample = new Uint8Array(Math.min(bytes.length, sampleBytes))
  let length = 0
  let lineStart = 0
  let at = 0
  while (at < bytes.length && length < sample.length) {
    if (bytes[at] === 0x0a || bytes[at] === 0x0d) lineStart = at + 1
    if (bytes[at] < 0x80) {
      at += 1
      continue
    }
    // Of a line that is a whole book, what stands before the foreign byte is cut off at a place that cuts no character.
    const start = Math.max(lineStart, asciiBefore(bytes, at))
    const room = start + sample.length - length
    let end = Math.min(at, room)
    while (end < bytes.length && end < room && bytes[end] !== 0x0a && bytes[end] !== 0x0d) end += 1
    sample.set(bytes.subarray(start, end), length)
    length += end - start
    if (length < sample.length) sample[length++] = 0x0a
    at = end
    lineStart = end
  }
  return sample.subarray(0, length)
}

/** Text before a foreign byte that helps to judge it. */
const contextBytes = 200

/** @returns a place at most `contextBytes` before `at` with nothing but ASCII from there on */
function asciiBefore(bytes: Uint8Array, at: number): number {
  let start = at
  while (start > 0 && at - start < contextBytes && bytes[start - 1] < 0x80) start -= 1
  return start
}
