import type { Page } from 'playwright-core'

export interface HighlightMeasurement {
  /** For every frame drawn with a word lit: how far the heard sample lies outside that word's time. */
  readonly errorsMilliseconds: number[]
  readonly words: string[]
}

/**
 * Holds the word drawn against the word times that came with the audio, frame by frame. What is heard is reckoned here
 * anew, from the worklet's clock and the context's own latency.
 * @param text of the only block looked at, block 0
 */
export function measureHighlight(
  page: Page,
  text: string,
  milliseconds: number,
): Promise<HighlightMeasurement> {
  return page.evaluate(
    async ({ block, duration }) => {
      const { clock, context, events } = window.lectorProbe
      if (!clock || !context) throw new Error('nothing is playing')
      const values = new Float64Array(clock, 8)
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
          const lit = String(range)
          words.push(lit)
          const times = events.flatMap((event) =>
            event.kind === 'sentence' && event.streamId === streamId && event.block === 0 ? event.words : [],
          )
          const candidates = times.filter(({ startChar, endChar }) => block.slice(startChar, endChar) === lit)
          const distance = Math.min(
            ...candidates.map(({ startSample, endSample }) =>
              Math.max(startSample - sample, sample - endSample, 0),
            ),
          )
          if (Number.isFinite(distance)) errorsMilliseconds.push((distance / context.sampleRate) * 1_000)
        }
        requestAnimationFrame(look)
      })
      return { errorsMilliseconds, words: [...new Set(words)] }
    },
    { block: text.split('\n\n')[0], duration: milliseconds },
  )
}

/**
 * The same for a recording whose words are known beforehand: what is heard is reckoned from the clock of the output that
 * plays, and held against the recording's own times.
 * @param words one behind the other, heard from the recording's beginning on
 * @param speed at which it has been heard since it was started
 */
export function measureHighlightAgainst(
  page: Page,
  words: readonly { text: string; startSeconds: number; endSeconds: number }[],
  speed: number,
  milliseconds: number,
): Promise<HighlightMeasurement> {
  return page.evaluate(
    async ({ times, pace, duration }) => {
      const playing = window.lectorProbe.outputs.find(({ clock }) => new Float64Array(clock, 8)[1] > 0)
      if (!playing) throw new Error('nothing is playing')
      const { clock, context } = playing
      const values = new Float64Array(clock, 8)
      const errorsMilliseconds: number[] = []
      const lit: string[] = []
      const endAt = performance.now() + duration
      await new Promise<void>((resolve) => {
        const look = (): void => {
          if (performance.now() > endAt) return resolve()
          requestAnimationFrame(look)
          const [range] = CSS.highlights.get('word') ?? []
          if (!(range instanceof Range)) return
          const [, heardSamples, heardFrame] = values
          const latencySeconds = context.outputLatency || context.baseLatency || 0
          const audibleFrame = (context.currentTime - latencySeconds) * context.sampleRate
          const sample = heardSamples - Math.max(0, heardFrame - audibleFrame)
          const heardAt = sample / context.sampleRate
          const candidates = times.filter(({ text }) => text === String(range))
          const distance = Math.min(
            ...candidates.map(({ startSeconds, endSeconds }) =>
              Math.max(startSeconds / pace - heardAt, heardAt - endSeconds / pace, 0),
            ),
          )
          lit.push(String(range))
          if (Number.isFinite(distance)) errorsMilliseconds.push(distance * 1_000)
        }
        requestAnimationFrame(look)
      })
      return { errorsMilliseconds, words: [...new Set(lit)] }
    },
    { times: words, pace: speed, duration: milliseconds },
  )
}
