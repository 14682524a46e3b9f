import type { Line } from './line'
import { concatenated, sliced, trimmed, type StyledText } from './styled-text'
import type { Vocabulary } from './vocabulary'

/** A paragraph's text made of its lines. */
export interface Joined {
  readonly styled: StyledText
  /** Hyphens at lines' ends that are no part of a word. */
  readonly hyphens: number
}

/** How one line goes on in the next. */
interface Seam {
  readonly between: '' | ' '
  readonly dropsHyphen: boolean
}

const space: Seam = { between: ' ', dropsHyphen: false }
const close: Seam = { between: '', dropsHyphen: false }
const undone: Seam = { between: '', dropsHyphen: true }

/** First parts of words that are written with a hyphen wherever they stand. */
const hyphenated = new Set('well self ill half non ex all cross high low long short quasi'.split(' '))

/** Joins lines to one text: words that were parted are whole again, others have a space between them. */
export function joinLines(lines: readonly Pick<Line, 'styled'>[], vocabulary: Vocabulary): Joined {
  const parts: StyledText[] = []
  let hyphens = 0
  for (const { styled } of lines) {
    const line = trimmed(styled)
    if (line.text === '') continue
    const previous = parts.at(-1)
    if (previous !== undefined) {
      const seam = seamBetween(previous.text, line.text, vocabulary)
      if (seam.dropsHyphen) {
        parts[parts.length - 1] = sliced(previous, 0, previous.text.length - 1)
        hyphens++
      } else if (seam.between !== '') parts.push({ text: seam.between, marks: [] })
    }
    parts.push(line)
  }
  return { styled: concatenated(parts), hyphens }
}

/** How the text of one line goes on in the next; both without white space around them. */
export function seamBetween(line: string, next: string, vocabulary: Vocabulary): Seam {
  if (line.endsWith('\u00ad')) return undone
  if (isInAddress(line, next)) return close
  if (/[\p{L}\p{N}][-‐‑]$/u.test(line)) return hyphenSeam(line, next, vocabulary)
  if (/\p{N}[–−]$/u.test(line) && /^\p{N}/u.test(next)) return close
  if (/[^\s][—/]$/.test(line)) return close
  return isEastAsian(line.slice(-1)) && isEastAsian(next.slice(0, 1)) ? close : space
}

function hyphenSeam(line: string, next: string, vocabulary: Vocabulary): Seam {
  const left =
    /[\p{L}\p{M}\p{N}'’]+(?:[-‐‑][\p{L}\p{M}\p{N}'’]+)*(?=[-‐‑]$)/u.exec(line.slice(-80))?.[0] ?? ''
  const right = /^[\p{L}\p{M}\p{N}]+/u.exec(next.slice(0, 80))?.[0] ?? ''
  // "pre- and post-war": the hyphen stands for what comes later.
  if (/^(?:and|or|und|oder|bis|et|ou|y|o|e|to)$/.test(right)) return space
  if (right === '') return close
  if (vocabulary.has(`${left}-${right}`)) return close
  const isWord = vocabulary.has(left + right)
  const first = left.split(/[-‐‑]/)[0].toLowerCase()
  const isCompound = hyphenated.has(first) || /\p{N}$/u.test(left) || /^\p{Lu}{2,}$/u.test(left)
  if (isWord) return undone
  return /^\p{Ll}/u.test(right) && !isCompound ? undone : close
}

const address = /(?:https?:\/\/|ftp:\/\/|www\.|doi\.org|doi:)\S*$/i

/** Whether a line ends inside a web address that the next one goes on with. */
function isInAddress(line: string, next: string): boolean {
  const begun = address.exec(line.slice(-400))
  if (begun === null) return false
  if (/[/_=?&%#~@-]$/.test(line)) return /^[\w(%~]/.test(next)
  const first = /^\S+/.exec(next.slice(0, 200))?.[0] ?? ''
  // What goes on looks like no word: it has an address's signs in it, or the line ends before one.
  if (/\.$/.test(line))
    return /^[a-z0-9][\w-]*[/.?=_][\w/]/.test(first) || /^(?:html?|pdf|org|com|gov|edu|net)\b/.test(first)
  return /^[/?=&#_.][\w]/.test(first) || (/^[\w-]+[/?=_][\w/]/.test(first) && !/^\p{Lu}\p{Ll}+/u.test(first))
}

function isEastAsian(character: string): boolean {
  return /[\u3000-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]/.test(character)
}
