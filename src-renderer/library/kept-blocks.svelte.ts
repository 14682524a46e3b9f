import type { TextChange } from '@contract/text-change'
import { entrySpans, type BlockSpan } from '../player/chapters'
import type { Timeline } from '../player/timeline.svelte'
import type { ReadingSession } from '../reader/reading-session.svelte'

/** What of the document on the page can be heard from speech that is kept. */
export class KeptBlocks {
  /** Of each range the first block and the one behind its last, ascending. */
  #ranges: readonly number[] = $state.raw([])
  readonly #stops: readonly (() => void)[]

  /** Of each line of the contents: whether all of it can, with what is inside of it. */
  readonly entries: readonly boolean[] = $derived.by(() => {
    const { contents, document, isNarrated } = this.session
    const { entrySeconds } = this.timeline
    return entrySpans(contents, document?.blocks.length ?? 0).map(
      // Where nothing is said, nothing is kept; a recording is not among what is.
      (span, index) => !isNarrated && (entrySeconds[index] ?? 0) > 0 && this.#covers(span),
    )
  })

  constructor(
    private readonly session: ReadingSession,
    private readonly timeline: Pick<Timeline, 'entrySeconds'>,
  ) {
    let shown = session.document
    this.#stops = [
      session.player.onKept((ranges) => (this.#ranges = ranges)),
      session.shown.onRevised((change) => (this.#ranges = rangesAfter(this.#ranges, change))),
      $effect.root(() => {
        $effect(() => {
          if (session.document !== shown) this.#ranges = []
          shown = session.document
        })
      }),
    ]
  }

  dispose(): void {
    for (const stop of this.#stops) stop()
  }

  #covers({ fromBlock, untilBlock }: BlockSpan): boolean {
    const next = this.#ranges.findIndex((block) => block > fromBlock)
    // Behind an even number of ends it is in no range.
    return next % 2 === 1 && untilBlock <= (this.#ranges[next] ?? 0)
  }
}

/** Ranges of blocks in the text after a change: what was put in is in none. */
function rangesAfter(ranges: readonly number[], { fromBlock, removedBlocks, blocks }: TextChange): number[] {
  const untilBlock = fromBlock + removedBlocks
  const after: number[] = []
  const add = (from: number, until: number): void => {
    if (from < until) after.push(from, until)
  }
  const shift = blocks.length - removedBlocks
  for (let at = 0; at < ranges.length; at += 2) add(ranges[at] ?? 0, Math.min(ranges[at + 1] ?? 0, fromBlock))
  for (let at = 0; at < ranges.length; at += 2)
    add(Math.max(ranges[at] ?? 0, untilBlock) + shift, (ranges[at + 1] ?? 0) + shift)
  return after
}
