import { peakSeconds } from '@contract/speech'
import type { ChunkEvent, SentenceEvent } from '../audio/speech-player-types'

/** Distance of two strokes, in px: one drawn, one of air. */
const strokePitch = 2
/** Room a word mark needs beyond its own letters before the next may stand on the same row, in px. */
const wordGap = 6
const pixelsPerLetter = 6.2

/** What of the stream the panel shows. */
export interface WaveWindow {
  readonly startSample: number
  readonly endSample: number
}

export interface Stroke {
  readonly x: number
  /** 0..1 of the half height. */
  readonly peak: number
}

export interface ChunkMark {
  readonly startX: number
  readonly endX: number
  readonly milliseconds: number
}

export interface WordMark {
  readonly x: number
  readonly endX: number
  readonly row: 0 | 1
  readonly text: string
  /** Index into the sentence's words. */
  readonly index: number
}

/** The sentence that is heard at a sample, else the last one that has begun. */
export function sentenceHeard(sentences: readonly SentenceEvent[], sample: number): SentenceEvent | null {
  return sentences.findLast((sentence) => sentence.startSample <= sample) ?? sentences[0] ?? null
}

/** A sample's place across a picture. */
export function xOfSample(sample: number, window: WaveWindow, width: number): number {
  const length = window.endSample - window.startSample
  return length <= 0 ? 0 : ((sample - window.startSample) / length) * width
}

/** One stroke of one pixel every two, on the pixel grid, as high as the loudest peak under it; gaps where nothing is rendered yet. */
export function waveStrokes(
  chunks: readonly ChunkEvent[],
  window: WaveWindow,
  width: number,
  sampleRateHz: number,
): Stroke[] {
  const columns = new Map<number, number>()
  const peakSamples = peakSeconds * sampleRateHz
  for (const chunk of chunks) {
    if (chunk.startSample >= window.endSample || chunk.startSample + chunk.samples <= window.startSample)
      continue
    for (const [index, peak] of chunk.peaks.entries()) {
      const x = xOfSample(chunk.startSample + index * peakSamples, window, width)
      const endX = xOfSample(chunk.startSample + (index + 1) * peakSamples, window, width)
      // A peak may cover several columns: none of them stays empty.
      for (let column = Math.floor(x / strokePitch); column * strokePitch < endX; column++)
        if (column >= 0 && column * strokePitch < width)
          columns.set(column, Math.max(columns.get(column) ?? 0, peak))
    }
  }
  return [...columns]
    .sort(([left], [right]) => left - right)
    .map(([column, peak]) => ({ x: column * strokePitch + 0.5, peak: Math.min(1, peak) }))
}

/** Where chunks begin and end inside the window, with their true lengths. */
export function chunkMarks(
  chunks: readonly ChunkEvent[],
  window: WaveWindow,
  width: number,
  sampleRateHz: number,
): ChunkMark[] {
  return chunks
    .filter(
      (chunk) =>
        chunk.startSample < window.endSample && chunk.startSample + chunk.samples > window.startSample,
    )
    .map((chunk) => ({
      startX: Math.max(0, xOfSample(chunk.startSample, window, width)),
      endX: Math.min(width, xOfSample(chunk.startSample + chunk.samples, window, width)),
      milliseconds: Math.round((chunk.samples / sampleRateHz) * 1_000),
    }))
}

/**
 * Word marks on two rows: a word that would touch its neighbour goes to the second row, and one that fits on neither
 * is left out of the text (its tick would be read as the neighbour's). The word heard is never left out: its
 * neighbours make room.
 * @param text of the block the sentence stands in
 * @param heardIndex of the word heard, -1 for none
 */
export function wordMarks(
  sentence: SentenceEvent,
  text: string,
  window: WaveWindow,
  width: number,
  heardIndex = -1,
): WordMark[] {
  const rowEnds: [number, number] = [-Infinity, -Infinity]
  const marks: WordMark[] = []
  for (const [index, word] of sentence.words.entries()) {
    const x = xOfSample(word.startSample, window, width)
    const letters = text.slice(word.startChar, word.endChar)
    const freeRow = rowEnds[0] <= x ? 0 : rowEnds[1] <= x ? 1 : null
    if (freeRow === null && index !== heardIndex) continue
    const row = freeRow ?? 1
    if (freeRow === null) {
      const inTheWay = marks.findLastIndex((mark) => mark.row === row)
      if (inTheWay >= 0) marks.splice(inTheWay, 1)
    }
    rowEnds[row] = x + letters.length * pixelsPerLetter + wordGap
    marks.push({ x, endX: xOfSample(word.endSample, window, width), row, text: letters, index })
  }
  return marks
}
