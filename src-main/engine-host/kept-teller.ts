import type { SpeechEvent } from '@contract/speech'
import type { DocumentTimes, KeptSounds, SpokenDocument } from '../engine'
import type { MeasureRequest } from './measure-teller'

export type KeptEvent = Extract<SpeechEvent, { kind: 'kept' }>

/** What becomes known or is kept within so long is told together. */
const tellAfterMilliseconds = 500

/** Tells which blocks of a document can be heard from what is kept, whenever others can. */
export interface KeptTeller {
  /** A block whose times are known from now on. */
  add(block: number): void
}

/** @param options.signal ends the telling */
export function createKeptTeller(options: {
  request: MeasureRequest
  times: DocumentTimes
  document: SpokenDocument
  sounds: Pick<KeptSounds, 'has' | 'onChange'>
  signal: AbortSignal
  emit: (event: KeptEvent) => void
}): KeptTeller {
  const { request, times, document, sounds, signal, emit } = options
  const { requestId, settings } = request
  /** Of each block whose times are known; null: nothing is kept of it. */
  const addresses = new Map<number, readonly string[] | null>()
  /** null: what the page knows is of an earlier request. */
  let told: readonly number[] | null = null
  let timer: NodeJS.Timeout | undefined

  const isKept = (block: number): boolean =>
    addresses.get(block)?.every((address) => sounds.has(address)) ?? false
  const tell = (): void => {
    timer = undefined
    const ranges: number[] = []
    for (let block = 0; block < document.blocks.length; block++)
      // Of each range the first block and the one behind its last.
      if (isKept(block) !== (ranges.length % 2 === 1)) ranges.push(block)
    if (ranges.length % 2 === 1) ranges.push(document.blocks.length)
    if (told?.length === ranges.length && told.every((block, index) => block === ranges[index])) return
    told = ranges
    emit({ kind: 'kept', requestId, ranges })
  }
  const tellSoon = (): void => {
    timer ??= setTimeout(tell, tellAfterMilliseconds)
  }
  const stop = sounds.onChange(tellSoon)
  signal.addEventListener(
    'abort',
    () => {
      stop()
      clearTimeout(timer)
    },
    { once: true },
  )
  return {
    add(block) {
      addresses.set(block, times.keptSounds(block, settings))
      tellSoon()
    },
  }
}
