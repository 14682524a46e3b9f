import type { TextPosition } from '@contract/document'
import type { SpeechSettings } from '@contract/settings'
import type { SpeechEvent } from '@contract/speech'
import { measuredFields } from '@contract/speech'
import type { DocumentTimes } from '../engine'

/** What is asked of the lengths of a document. */
export interface MeasureRequest {
  readonly requestId: number
  readonly from: TextPosition
  readonly settings: SpeechSettings
  /** Of the output; absent: the voice's own. */
  readonly sampleRateHz?: number | undefined
}

export type MeasuredEvent = Extract<SpeechEvent, { kind: 'measured' }>

/** What is known by then is told together. */
const tellEveryMilliseconds = 250

/** Gathers the blocks whose lengths have become known and tells of them together. */
export interface MeasureTeller {
  /** One that is added again before it was told is told once. */
  add(block: number): void
  /** Tells of what was added, if the last telling is a while ago. */
  tellSometimes(): void
  tell(isComplete: boolean): void
}

export function createMeasureTeller(options: {
  request: MeasureRequest
  times: DocumentTimes
  sampleRateHz: number
  emit: (event: MeasuredEvent) => void
}): MeasureTeller {
  const { request, times, sampleRateHz } = options
  const { requestId, settings } = request
  const waiting = new Set<number>()
  let toldAt = -Infinity
  const tell = (isComplete: boolean): void => {
    if (waiting.size === 0 && !isComplete) return
    toldAt = performance.now()
    const blocks = [...waiting].map((block) => ({
      block,
      sentences: times
        .measured(block, { settings, sampleRateHz })
        .flatMap((sentence) => measuredFields.map((field) => sentence[field])),
    }))
    waiting.clear()
    options.emit({ kind: 'measured', requestId, sampleRateHz, blocks, isComplete })
  }
  return {
    add: (block) => void waiting.add(block),
    tellSometimes() {
      if (performance.now() - toldAt >= tellEveryMilliseconds) tell(false)
    },
    tell,
  }
}
