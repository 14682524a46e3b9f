import type { SampledSentence } from '@contract/speech'
import { secondLine } from './cue-lines'
import { spokenTimes, type SpokenTime } from './spoken-times'
import { breaks, textUnits, trimmed, widthOf, type Break, type TextUnit } from './text-units'

/** A stretch of a cue's text. */
export interface CuePiece {
  readonly text: string
  /** When its first word is said, inside the cue; null where nothing new begins. */
  readonly atMilliseconds: number | null
}

/** What is shown at once: one or two lines. */
export interface Cue {
  readonly startMilliseconds: number
  readonly endMilliseconds: number
  readonly lines: readonly (readonly CuePiece[])[]
}

/** Longer than this nobody looks at two lines. */
const longestMilliseconds = 7_000

/**
 * A sentence as cues: cut at the end of a clause, else between words, into parts that fit two lines and seven seconds. Each
 * is shown until the next one begins; a word that lasts longer is shown no longer.
 * @param text      of the sentence's block
 * @param notBefore end of the cue before: none overlaps the next
 */
export function cuesOf(
  sentence: SampledSentence,
  text: string,
  sampleRateHz: number,
  notBefore: number,
): Cue[] {
  const units = textUnits(text, sentence.startChar, sentence.endChar)
  const timeAt = spokenTimes(sentence)
  const milliseconds: SpokenTime = (char) => Math.round((timeAt(char) * 1_000) / sampleRateHz)
  const wordStarts = startsOf(sentence, milliseconds)
  const cues: Cue[] = []
  let earliest = notBefore
  const [first, end] = trimmed(units, 0, units.length)
  for (let from = first; from < end;) {
    const until = cutOf(units, from, end, milliseconds)
    const startMilliseconds = Math.max(earliest, milliseconds(units[from].startChar))
    const said = milliseconds(until === end ? sentence.endChar : units[until].startChar)
    // One of no length is refused by some, and shown for ever by others.
    const ends = Math.min(Math.max(startMilliseconds + 1, said), startMilliseconds + longestMilliseconds)
    const second = secondLine(units, from, until, breaks.character) ?? until
    const pieces = createPieces(units, wordStarts, startMilliseconds, ends)
    const lines = [pieces(from, second), pieces(second, until)].filter((line) => line.length > 0)
    cues.push({ startMilliseconds, endMilliseconds: ends, lines })
    earliest = ends
    from = trimmed(units, until, end)[0]
  }
  return cues
}

/** Where the cue that begins at `from` ends. */
function cutOf(units: readonly TextUnit[], from: number, end: number, milliseconds: SpokenTime): number {
  const start = milliseconds(units[from].startChar)
  const lasts = (until: number): number =>
    milliseconds(until === units.length ? units[until - 1].endChar : units[until].startChar) - start
  const fits = (until: number): boolean => secondLine(units, from, until, breaks.word) !== null
  if (fits(end) && lasts(end) <= longestMilliseconds) return end
  const places: number[] = []
  let firstPlace: number | null = null
  for (let place = from + 1; place < end; place++) {
    if (units[place].isSpace || units[place].breakBefore < breaks.word) continue
    if (!fits(place)) break
    firstPlace ??= place
    if (lasts(place) > longestMilliseconds) break
    places.push(place)
  }
  // As many cues as it takes, of about the same length: none with a word that was left over.
  const furthest = places.at(-1)
  if (furthest === undefined)
    // A word that lasts too long is shown as a whole; one that is too long to be shown is cut between its characters.
    return firstPlace ?? (fits(end) ? end : characterCut(units, from, end))
  const rest = Math.max(
    widthOf(units, from, end) / widthOf(units, from, furthest),
    lasts(end) / Math.max(1, lasts(furthest)),
  )
  const wanted = widthOf(units, from, end) / Math.ceil(rest)
  const distance = (place: number): number => Math.abs(widthOf(units, from, place) - wanted)
  const best = (least: Break, among: readonly number[]): number | undefined =>
    among
      .filter((place) => units[place].breakBefore >= least)
      .reduce<number | undefined>(
        (found, place) => (found === undefined || distance(place) < distance(found) ? place : found),
        undefined,
      )
  const longEnough = places.filter((place) => widthOf(units, from, place) >= wanted / 2)
  return (
    best(breaks.clause, longEnough) ?? best(breaks.space, places) ?? best(breaks.word, places) ?? furthest
  )
}

/** As much of a word as two lines hold. */
function characterCut(units: readonly TextUnit[], from: number, end: number): number {
  let cut = from + 1
  while (cut < end && secondLine(units, from, cut + 1, breaks.character) !== null) cut++
  return cut
}

interface WordStart {
  readonly char: number
  readonly milliseconds: number
}

function startsOf(sentence: SampledSentence, milliseconds: SpokenTime): WordStart[] {
  return sentence.words
    .filter(({ startChar, endChar }) => startChar < endChar)
    .map(({ startChar }) => ({ char: startChar, milliseconds: milliseconds(startChar) }))
}

/** Makes lines of a cue, one after the other: times inside a cue lie inside its own, and each is later than the last. */
function createPieces(
  units: readonly TextUnit[],
  wordStarts: readonly WordStart[],
  startMilliseconds: number,
  endMilliseconds: number,
): (from: number, until: number) => CuePiece[] {
  let last = startMilliseconds
  return (from, until) => {
    const [start, end] = trimmed(units, from, until)
    const pieces: CuePiece[] = []
    let text = ''
    let atMilliseconds: number | null = null
    const endPiece = (): void => {
      if (text !== '') pieces.push({ text, atMilliseconds })
      text = ''
    }
    for (const unit of units.slice(start, end)) {
      const word = wordStarts.find(({ char }) => char >= unit.startChar && char < unit.endChar)
      if (word && word.milliseconds > last && word.milliseconds < endMilliseconds) {
        endPiece()
        last = word.milliseconds
        atMilliseconds = last
      }
      text += unit.text
    }
    endPiece()
    return pieces
  }
}
