import type { Block, OverlayClip, TextPosition } from '@contract/document'
import { actionFor, subjectOf, voicedSubjectOfMark, type ReadingRules } from '@contract/reading-rules'
import { unrecordedStretches } from './unrecorded-text'

/** A stretch of a recording. */
export interface NarratedPiece {
  /** Number, in the document, of an overlay that names the recording. */
  readonly overlay: number
  /** The recording's name in the document: the same for the same recording. */
  readonly audio: string
  readonly startSeconds: number
  /** null: to the recording's end. */
  readonly endSeconds: number | null
}

/** A word that is heard in one of its sentence's pieces. */
export interface NarratedWord {
  readonly startChar: number
  readonly endChar: number
  /** Index into the sentence's pieces. */
  readonly piece: number
  readonly startSeconds: number
  /** null: with the piece. */
  readonly endSeconds: number | null
}

/** What is lit as one while a recording reads it. */
export interface NarratedSentence {
  readonly block: number
  readonly startChar: number
  readonly endChar: number
  /** Where it ends, of one that goes on into other blocks: it is lit in its first. */
  readonly until?: TextPosition
  /** At least one, of what the recording says. */
  readonly pieces: readonly NarratedPiece[]
  /** None where the recording is not timed by words. */
  readonly words: readonly NarratedWord[]
  /** Set where the recording has nothing: a voice says it. */
  readonly isVoiced?: boolean
}

/** Longer than any word with its punctuation, shorter than a sentence without a space. */
const maxWordChars = 32
/** Of scripts that put no spaces between words. */
const maxUnspacedWordChars = 6
const unspaced =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u

interface PlacedClip extends OverlayClip {
  /** Its own sound, and that of the clips that follow it for the same place. */
  readonly pieces: readonly NarratedPiece[]
}

/**
 * What a document's own recording says, in the order of the text: what each of its clips names is a sentence; where they
 * name words, the words of a sentence are one. What the reading rules skip is left out, and a sentence ends where a voice
 * has to say what is missing.
 * @param first number in the document of the first of these overlays
 */
export function narratedSentences(
  blocks: readonly Block[],
  overlays: readonly OverlayClip[],
  rules: ReadingRules,
  language: string | undefined,
  first = 0,
): NarratedSentence[] {
  const clips = placedClips(blocks, overlays, first).filter((clip) => isRead(blocks, clip, rules))
  const sentences: NarratedSentence[] = []
  for (let from = 0; from < clips.length;) {
    const { block } = clips[from]
    let until = from + 1
    while (until < clips.length && clips[until].block === block) until++
    const others = unrecordedStretches(blocks[block], block, rules)
    const breaks = others.map(({ startChar }) => startChar)
    sentences.push(...sentencesOfBlock(blocks[block], clips.slice(from, until), language, breaks))
    from = until
  }
  return sentences
}

/**
 * In the order of the text; a clip ends where the next one begins. Those that follow one another for one place are heard
 * as one; of others for one place the first holds.
 */
function placedClips(
  blocks: readonly Block[],
  overlays: readonly OverlayClip[],
  first: number,
): PlacedClip[] {
  const heard: PlacedClip[] = []
  let pieces: NarratedPiece[] = []
  for (const [index, clip] of overlays.entries()) {
    const endChar = Math.min(clip.endChar, blocks.at(clip.block)?.text.length ?? 0)
    const hasSound = clip.endSeconds === undefined || clip.endSeconds > clip.startSeconds
    if (endChar <= clip.startChar || !hasSound) continue
    const piece = pieceOf(clip, first + index)
    const before = heard.at(-1)
    if (before && isSamePlace(before, clip) && before.kind === clip.kind) {
      pieces.push(piece)
      heard[heard.length - 1] = { ...before, endChar: Math.max(before.endChar, endChar) }
      continue
    }
    pieces = [piece]
    heard.push({ ...clip, endChar, pieces })
  }
  const inOrder = heard.sort((a, b) => a.block - b.block || a.startChar - b.startChar)
  const placed: PlacedClip[] = []
  for (const clip of inOrder) {
    const before = placed.at(-1)
    if (before && isSamePlace(before, clip)) continue
    if (before) placed[placed.length - 1] = endedBy(before, clip)
    placed.push(clip)
  }
  return placed
}

function isSamePlace(a: OverlayClip, b: OverlayClip): boolean {
  return a.block === b.block && a.startChar === b.startChar
}

function endedBy(clip: PlacedClip, { block, startChar }: PlacedClip): PlacedClip {
  const { until, ...first } = clip
  if (block === clip.block) return { ...first, endChar: Math.min(clip.endChar, startChar) }
  return until && until.block >= block ? { ...first, until: { block, char: startChar } } : clip
}

/** Of one that goes over several blocks, whether any of them is read: it cannot be read in part. */
function isRead(
  blocks: readonly Block[],
  { block: number, kind, startChar, endChar, until }: OverlayClip,
  rules: ReadingRules,
): boolean {
  const isSkipped = (of: Parameters<typeof subjectOf>[0]): boolean =>
    actionFor(subjectOf(of), rules) === 'skip'
  if (kind !== undefined && isSkipped({ kind })) return false
  if (until) {
    const others = blocks.slice(number + 1, until.block + 1)
    const hasRead = others.some((block) => block.kind !== 'wordless-picture' && !isSkipped(block))
    // Those that are not there yet may be read.
    if (hasRead || others.length < until.block - number) return true
  }
  const block = blocks[number]
  if (isSkipped(block)) return false
  return !block.marks.some(
    (mark) =>
      mark.startChar <= startChar &&
      endChar <= mark.endChar &&
      actionFor(voicedSubjectOfMark(mark), rules) === 'skip',
  )
}

function sentencesOfBlock(
  { text, language: ofBlock }: Block,
  clips: readonly PlacedClip[],
  language: string | undefined,
  voicedAt: readonly number[],
): NarratedSentence[] {
  const hasWords = clips.some((clip) => isWord(text, clip))
  const starts = hasWords ? sentenceStarts(text, ofBlock ?? language) : []
  const breaks = [...starts, ...voicedAt].sort((a, b) => a - b)
  const sentences: NarratedSentence[] = []
  let gathered: PlacedClip[] = []
  let gatheredIn = -1
  const close = (): void => {
    if (gathered.length > 0) sentences.push(ofWords(gathered))
    gathered = []
  }
  for (const clip of clips) {
    if (!isWord(text, clip)) {
      close()
      sentences.push(ofClip(clip))
      continue
    }
    while ((breaks[gatheredIn + 1] ?? Infinity) <= clip.startChar) {
      gatheredIn++
      close()
    }
    gathered.push(clip)
  }
  close()
  return sentences
}

function isWord(text: string, { startChar, endChar, until, words }: PlacedClip): boolean {
  if (words || until || endChar - startChar > maxWordChars) return false
  const named = text.slice(startChar, endChar).trim()
  return !/\s/.test(named) && (!unspaced.test(named) || named.length <= maxUnspacedWordChars)
}

function sentenceStarts(text: string, language: string | undefined): number[] {
  const segmenter = segmenterOf(language)
  return [...segmenter.segment(text)].map(({ index }) => index)
}

function segmenterOf(language: string | undefined): Intl.Segmenter {
  try {
    return new Intl.Segmenter(language, { granularity: 'sentence' })
  } catch {
    // A document may call its language what is no tag.
    return new Intl.Segmenter(undefined, { granularity: 'sentence' })
  }
}

function ofClip(clip: PlacedClip): NarratedSentence {
  const { block, startChar, endChar, until, words = [] } = clip
  return {
    block,
    startChar,
    endChar,
    ...(until ? { until } : {}),
    pieces: clip.pieces,
    words: words
      .filter((word) => word.startChar >= startChar && word.endChar <= endChar)
      .map((word) => ({ ...word, piece: 0 })),
  }
}

function ofWords(clips: readonly PlacedClip[]): NarratedSentence {
  const { block, startChar } = clips[0]
  const said = clips.flatMap(({ pieces, ...clip }) => pieces.map((piece) => ({ clip, piece })))
  return {
    block,
    startChar,
    endChar: clips[clips.length - 1].endChar,
    pieces: said.map(({ piece }) => piece),
    words: said.map(({ clip, piece: { startSeconds, endSeconds } }, piece) => ({
      startChar: clip.startChar,
      endChar: clip.endChar,
      piece,
      startSeconds,
      endSeconds,
    })),
  }
}

function pieceOf({ audio, startSeconds, endSeconds }: OverlayClip, overlay: number): NarratedPiece {
  return { overlay, audio, startSeconds, endSeconds: endSeconds ?? null }
}

/** The place behind a sentence. */
export function endOf({ block, endChar, until }: NarratedSentence): TextPosition {
  return until ?? { block, char: endChar }
}

/** Index of the first sentence that ends behind a place; the count of all where none does. */
export function sentenceFrom(sentences: readonly NarratedSentence[], { block, char }: TextPosition): number {
  let low = 0
  let high = sentences.length
  while (low < high) {
    const middle = (low + high) >> 1
    const sentence = sentences[middle]
    const end = endOf(sentence)
    const isBefore = end.block < block || (end.block === block && end.char <= char)
    if (isBefore) low = middle + 1
    else high = middle
  }
  return low
}

/** What is left of a sentence from a character on: all of it, unless a word of it begins later. */
export function sentenceRest(sentence: NarratedSentence, char: number): NarratedSentence {
  const index = sentence.words.findIndex(({ endChar }) => endChar > char)
  if (index <= 0) return sentence
  const word = sentence.words[index]
  const pieces = sentence.pieces.slice(word.piece)
  const rest = sentence.words.slice(index)
  return {
    ...sentence,
    pieces: [{ ...pieces[0], startSeconds: word.startSeconds }, ...pieces.slice(1)],
    words: rest.map((other) => ({ ...other, piece: other.piece - word.piece })),
  }
}

/** What of a sentence comes before a place; null: nothing. Where no word begins there, it is said to its end. */
export function sentenceUntil(
  sentence: NarratedSentence,
  until: TextPosition | undefined,
): NarratedSentence | null {
  if (!until || sentence.block < until.block) return sentence
  if (sentence.block > until.block || sentence.startChar >= until.char) return null
  const index = sentence.words.findIndex(({ startChar }) => startChar >= until.char)
  if (index < 0) return sentence
  if (index === 0) return null
  const word = sentence.words[index]
  const isNewPiece = sentence.words[index - 1].piece !== word.piece
  const pieces = sentence.pieces.slice(0, isNewPiece ? word.piece : word.piece + 1)
  const last = pieces.length - 1
  if (!isNewPiece) pieces[last] = { ...pieces[last], endSeconds: word.startSeconds }
  return { ...sentence, pieces, words: sentence.words.slice(0, index) }
}
