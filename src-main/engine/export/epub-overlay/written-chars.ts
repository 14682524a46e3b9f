import { namedReferences } from '../../documents/markup/named-references'
import type { MarkupText } from '../../documents/markup/tree'

/** Where the characters of a text stand in the file it was parsed from. */
export interface WrittenChars {
  startOf(index: number): number
  endOf(index: number): number
  /** Whether markup stands before a character and behind the one before it. */
  isParted(index: number): boolean
}

const reference = /&(?:#(\d{1,8})|#[xX]([\da-fA-F]{1,8})|([^\s;&<>"'#]{1,64}));/y
const tag = /<(?:!--[\s\S]*?--|[/!?a-zA-Z][^>]*)>/y

/**
 * Finds where every character of a text was written: as itself, or as a reference.
 * @param source what the text's range counts in
 * @returns null where that cannot be told, as in markup that was repaired
 */
export function writtenChars(source: string, { text, startChar, endChar }: MarkupText): WrittenChars | null {
  if (text.length === endChar - startChar)
    return {
      startOf: (index) => startChar + index,
      endOf: (index) => startChar + index + 1,
      isParted: () => false,
    }
  const names = namedReferences(source.slice(startChar, endChar))
  const starts = new Int32Array(text.length + 1)
  const ends = new Int32Array(text.length + 1)
  const parted = new Set<number>()
  let index = 0
  for (let at = startChar; at < endChar;) {
    if (index > text.length) return null
    const match = matchAt(source[at] === '&' ? reference : source[at] === '<' ? tag : null, source, at)
    if (match === null) {
      starts[index] = at
      ends[index] = ++at
      index += 1
      continue
    }
    const end = at + match[0].length
    if (source[at] === '<') parted.add(index)
    else
      for (let left = decodedLength(match, names); left > 0 && index <= text.length; left -= 1) {
        starts[index] = at
        ends[index] = end
        index += 1
      }
    at = end
  }
  if (index !== text.length) return null
  return {
    startOf: (char) => starts[char],
    endOf: (char) => ends[char],
    isParted: (char) => parted.has(char),
  }
}

function matchAt(pattern: RegExp | null, source: string, at: number): RegExpExecArray | null {
  if (pattern === null) return null
  pattern.lastIndex = at
  return pattern.exec(source)
}

const basicPlaneEnd = 0xffff
const xmlNames = new Set(['amp', 'lt', 'gt', 'quot', 'apos'])

/** How many UTF-16 units a reference stands for. */
function decodedLength(
  [, decimal, hexadecimal, name]: RegExpExecArray,
  names: Record<string, string>,
): number {
  if (name !== undefined) return xmlNames.has(name) ? 1 : (names[name] ?? '').length
  const code = decimal === undefined ? parseInt(hexadecimal, 16) : Number(decimal)
  return code > basicPlaneEnd ? 2 : 1
}
