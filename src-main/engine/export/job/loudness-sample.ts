import type { TextPosition } from '@contract/document'
import type { ExportChapter } from '@contract/export-job'
import { hasSomethingToSay } from '@contract/something-to-say'
import type { PlacedSentence, SpokenDocument } from '../../streaming/spoken-document'

/** More than a minute and a half of speech: a start waits no longer than a second or two for it where a voice is fast. */
const sampleChars = 1_500
/** Places that are looked at: where sentences are longer than the gaps between places, some hold none that is new. */
const maxPlaces = 512

/**
 * Sentences that stand for all that is read of some chapters, spread evenly over their text, in order; all of them where
 * there is hardly more.
 */
export function loudnessSample(
  document: SpokenDocument,
  chapters: readonly ExportChapter[],
): PlacedSentence[] {
  const { chars, placeAt } = measureText(document, chapters)
  const isSaid = ({ block, startChar, endChar }: PlacedSentence): boolean =>
    hasSomethingToSay(document.blocks[block].text.slice(startChar, endChar))
  if (chars <= 2 * sampleChars)
    return chapters.flatMap((chapter) =>
      [...document.sentences({ block: chapter.fromBlock, char: 0 }, endOf(chapter))].filter(isSaid),
    )
  const taken = new Map<string, PlacedSentence>()
  let takenChars = 0
  for (let place = 1; place <= maxPlaces && takenChars < sampleChars; place++) {
    const { at, chapter } = placeAt(Math.floor(share(place) * chars))
    const sentence = nextSentence(document, at, chapter)
    const key = sentence && `${sentence.block} ${sentence.startChar}`
    if (!sentence || !key || taken.has(key) || !isSaid(sentence)) continue
    taken.set(key, sentence)
    takenChars += sentence.endChar - sentence.startChar
  }
  return [...taken.values()].sort((a, b) => a.block - b.block || a.startChar - b.startChar)
}

/**
 * The first that begins behind a place: the one that holds it is mostly a long one, and what is longer would then count
 * twice, because it is heard for longer as well.
 */
function nextSentence(
  document: SpokenDocument,
  at: TextPosition,
  chapter: ExportChapter,
): PlacedSentence | null {
  for (const sentence of document.sentences(at, endOf(chapter)))
    if (sentence.block !== at.block || sentence.startChar >= at.char) return sentence
  return null
}

/** Halves, quarters, eighths, …: however many there are, they lie evenly between 0 and 1 (van der Corput's sequence). */
function share(number: number): number {
  let value = 0
  let digit = 1
  for (let rest = number; rest > 0; rest = Math.floor(rest / 2)) {
    digit /= 2
    value += (rest % 2) * digit
  }
  return value
}

function measureText(document: SpokenDocument, chapters: readonly ExportChapter[]) {
  const starts: { readonly before: number; readonly block: number; readonly chapter: ExportChapter }[] = []
  let chars = 0
  for (const chapter of chapters)
    for (let block = chapter.fromBlock; block < chapter.untilBlock; block++) {
      starts.push({ before: chars, block, chapter })
      chars += document.blocks[block].text.length
    }
  const placeAt = (char: number): { readonly at: TextPosition; readonly chapter: ExportChapter } => {
    let low = 0
    let high = starts.length
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if (starts[middle].before <= char) low = middle
      else high = middle
    }
    const { before, block, chapter } = starts[low]
    return { at: { block, char: char - before }, chapter }
  }
  return { chars, placeAt }
}

function endOf({ untilBlock }: ExportChapter): TextPosition {
  return { block: untilBlock, char: 0 }
}
