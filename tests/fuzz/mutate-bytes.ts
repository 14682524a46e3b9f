/** Numbers between 0 and 1 that are the same for the same seed. */
export type Random = () => number

export function below(random: Random, count: number): number {
  return Math.floor(random() * count)
}

export function pick<T>(random: Random, values: readonly T[]): T {
  return values[below(random, values.length)]
}

/** Lengths, counts and offsets that parsers have stumbled over. */
const numbers = [
  '0',
  '1',
  '-1',
  '255',
  '65535',
  '65536',
  '2147483647',
  '4294967295',
  '99999999999',
  '1e9',
  '',
]
const words = [0, 1, 0x7f, 0xff, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff]
const tokens = [
  ...[
    '<',
    '>',
    '&',
    '"',
    ']]>',
    '<!--',
    '&#0;',
    '&#x110000;',
    '&x;',
    '<![CDATA[',
    '<!DOCTYPE x [<!ENTITY y "z">]>',
  ],
  ...[
    'obj',
    'endobj',
    'stream',
    'endstream',
    '<<',
    '>>',
    '[',
    ' R ',
    '/Kids',
    '/Length',
    'BT',
    'ET',
    'Tj',
    '(',
    ')',
  ],
  ...[
    '\0',
    '\ufeff',
    '\ufffe',
    '\u202e',
    '\ud800',
    '\r',
    '\x1b[31m',
    '```',
    '| - |',
    '[^1]:',
    '$$',
    '%PDF-',
    'PK\x03\x04',
  ],
]
/** A token that stands there this often finds what grows with the square of it. */
const repeats = [1, 1, 1, 2, 50, 3_000]
const mostChars = 20_000

/** One change of some bytes; the buffer itself is left as it is. */
type Change = (bytes: Buffer, random: Random, other: Buffer) => Buffer

function range(bytes: Buffer, random: Random): [number, number] {
  const from = below(random, bytes.length + 1)
  // Mostly short: a file that is only half there is soon refused.
  const longest = random() < 0.8 ? 64 : bytes.length
  return [from, Math.min(bytes.length, from + 1 + below(random, longest))]
}

function insert(bytes: Buffer, at: number, what: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, at), what, bytes.subarray(at)])
}

function replace(bytes: Buffer, from: number, to: number, what: Buffer | string): Buffer {
  return Buffer.concat([bytes.subarray(0, from), Buffer.from(what), bytes.subarray(to)])
}

const changes: Readonly<Record<string, Change>> = {
  flip(bytes, random) {
    const changed = Buffer.from(bytes)
    for (let left = 1 + below(random, 16); left > 0 && changed.length > 0; left--)
      changed[below(random, changed.length)] ^= 1 << below(random, 8)
    return changed
  },
  scatter(bytes, random) {
    const changed = Buffer.from(bytes)
    for (let left = 1 + below(random, 8); left > 0 && changed.length > 0; left--)
      changed[below(random, changed.length)] = below(random, 256)
    return changed
  },
  truncate: (bytes, random) => bytes.subarray(0, below(random, bytes.length + 1)),
  remove(bytes, random) {
    const [from, to] = range(bytes, random)
    return replace(bytes, from, to, '')
  },
  duplicate(bytes, random) {
    const [from, to] = range(bytes, random)
    return insert(bytes, below(random, bytes.length + 1), bytes.subarray(from, to))
  },
  zero(bytes, random) {
    const [from, to] = range(bytes, random)
    return replace(bytes, from, to, Buffer.alloc(to - from))
  },
  splice(bytes, random, other) {
    const [from, to] = range(other, random)
    return insert(bytes, below(random, bytes.length + 1), other.subarray(from, to))
  },
  number(bytes, random) {
    const from = below(random, bytes.length + 1)
    const found = /\d+/.exec(bytes.toString('latin1', from, from + 4_096))
    if (!found) return changes.word(bytes, random, bytes)
    const at = from + found.index
    return replace(bytes, at, at + found[0].length, pick(random, numbers))
  },
  word(bytes, random) {
    if (bytes.length < 4) return bytes
    const changed = Buffer.from(bytes)
    changed.writeUInt32LE(pick(random, words), below(random, bytes.length - 3))
    return changed
  },
  token(bytes, random) {
    const token = pick(random, tokens)
    const text = token.repeat(pick(random, repeats)).slice(0, mostChars)
    return insert(bytes, below(random, bytes.length + 1), Buffer.from(text))
  },
}
const names = Object.keys(changes)

/** Changes some bytes one to four times. @param other what may be put in between */
export function mutateBytes(bytes: Buffer, random: Random, other: Buffer): { bytes: Buffer; how: string } {
  const done: string[] = []
  let changed = bytes
  for (let left = 1 + below(random, 4); left > 0; left--) {
    const name = pick(random, names)
    done.push(name)
    changed = changes[name](changed, random, other)
  }
  return { bytes: changed, how: done.join('+') }
}
