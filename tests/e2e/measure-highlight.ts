import type { Page } from 'playwright-core'

export interface HighlightMeasurement {
  /**
   * For every frame drawn with a word lit: how far the heard sample lies outside that word's time; Infinity for a word
   * that no time belongs to.
   */
  readonly errorsMilliseconds: number[]
  readonly medianMilliseconds: number
  /** Of a hundred frames the fifth worst one. */
  readonly p95Milliseconds: number
  readonly words: string[]
}

/** A word of a recording, heard from the recording's beginning on. */
interface RecordedWord {
  readonly text: string
  readonly startSeconds: number
  readonly endSeconds: number
}

/** Where the times come from that the words are held against. */
export type TimesOf =
  /** They came with the audio, for the blocks of a text. */
  | { readonly blocks: readonly string[] }
  /** They are known beforehand. @property speed at which it has been heard since it was started */
  | { readonly words: readonly RecordedWord[]; readonly speed: number }

/**
 * Holds the word drawn against its times, frame by frame. What is heard is reckoned here anew, from the clock of the
 * output that plays and the context's own latency.
 */
export async function measureHighlight(
  page: Page,
  timesOf: TimesOf,
  milliseconds: number,
): Promise<HighlightMeasurement> {
  const { errorsMilliseconds, words } = await page.evaluate(
    async ({ source, duration }) => {
      const { events, outputs } = window.lectorProbe
      // Every recording has an output of its own, which is closed with it.
      const playing = outputs.findLast(
        ({ clock, context: open }) => open.state !== 'closed' && new Float64Array(clock, 8)[1] > 0,
      )
      if (!playing) throw new Error('nothing is playing')
      const { clock, context } = playing
      const values = new Float64Array(clock, 8)
      /** Of the words that read so: their first and last samples. */
      const timesOfWord = (word: string, streamId: number): (readonly [number, number])[] => {
        if ('words' in source)
          return source.words
            .filter(({ text }) => text === word)
            .map(({ startSeconds, endSeconds }) => [
              (startSeconds / source.speed) * context.sampleRate,
              (endSeconds / source.speed) * context.sampleRate,
            ])
        return events.flatMap((event) =>
          event.kind === 'sentence' && event.streamId === streamId
            ? event.words
                .filter(
                  ({ startChar, endChar }) => source.blocks[event.block]?.slice(startChar, endChar) === word,
                )
                .map(({ startSample, endSample }) => [startSample, endSample] as const)
            : [],
        )
      }
      const errorsMilliseconds: number[] = []
      const words: string[] = []
      const endAt = performance.now() + duration
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (performance.now() > endAt) return resolve()
          requestAnimationFrame(look)
          const [range] = CSS.highlights.get('word') ?? []
          if (!(range instanceof Range)) return
          const [streamId, heardSamples, heardFrame] = values
          const latencySeconds = context.outputLatency || context.baseLatency || 0
          const audibleFrame = (context.currentTime - latencySeconds) * context.sampleRate
          const sample = heardSamples - Math.max(0, heardFrame - audibleFrame)
          const word = String(range)
          words.push(word)
          const distances = timesOfWord(word, streamId).map(([start, end]) =>
            Math.max(start - sample, sample - end, 0),
          )
          errorsMilliseconds.push((Math.min(...distances) / context.sampleRate) * 1_000)
        }
        requestAnimationFrame(look)
      })
      return { errorsMilliseconds, words: [...new Set(words)] }
    },
    { source: timesOf, duration: milliseconds },
  )
  const sorted = [...errorsMilliseconds].sort((a, b) => a - b)
  const atShare = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Infinity
  return { errorsMilliseconds, medianMilliseconds: atShare(0.5), p95Milliseconds: atShare(0.95), words }
}
