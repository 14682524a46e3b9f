import type { ChunkEvent, SentenceEvent } from '../../src-renderer/audio/speech-player-types'

/** A sentence as the engine announces it, for tests. */
export function sentenceEvent(part: Partial<SentenceEvent> = {}): SentenceEvent {
  return {
    kind: 'sentence',
    streamId: 1,
    index: 0,
    block: 0,
    startChar: 0,
    endChar: 10,
    startSample: 0,
    endSample: 24_000,
    words: [],
    ...part,
  }
}

/** A chunk as the engine reports it, for tests. */
export function chunkEvent(part: Partial<ChunkEvent> = {}): ChunkEvent {
  return {
    kind: 'chunk',
    streamId: 1,
    sentence: 0,
    startSample: 0,
    samples: 2_400,
    frames: 8,
    renderMilliseconds: 2,
    peaks: [],
    ...part,
  }
}
