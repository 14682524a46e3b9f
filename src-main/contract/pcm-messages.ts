/*
 * What crosses the pcm port. In a file without schemas, so that the audio worklet carries no schema library.
 */

/** Engine host -> worklet. Hot path: guarded by hand, not by a schema. */
export type PcmMessage =
  | { kind: 'pcm'; streamId: number; startSample: number; samples: Float32Array }
  /** What was sent from this sample on is not to be heard: other samples follow in its place. */
  | { kind: 'cut'; streamId: number; startSample: number }
  /** No more samples follow; the stream is heard out at `totalSamples`. */
  | { kind: 'end'; streamId: number; totalSamples: number }

/** Worklet -> engine host: samples consumed since the last credit. The first credit of a stream is its `bufferAheadSeconds`, counted by the host itself. */
export type CreditMessage = { kind: 'credit'; streamId: number; samples: number }

/** True for a well-formed message from the engine host to the worklet. */
export function isPcmMessage(value: unknown): value is PcmMessage {
  if (typeof value !== 'object' || value === null) return false
  const message = value as Record<string, unknown>
  if (typeof message.streamId !== 'number') return false
  if (message.kind === 'pcm')
    return message.samples instanceof Float32Array && typeof message.startSample === 'number'
  if (message.kind === 'cut') return typeof message.startSample === 'number'
  return message.kind === 'end' && typeof message.totalSamples === 'number'
}

/** True for a well-formed credit from the worklet to the engine host. */
export function isCreditMessage(value: unknown): value is CreditMessage {
  if (typeof value !== 'object' || value === null) return false
  const message = value as Record<string, unknown>
  return (
    message.kind === 'credit' &&
    typeof message.streamId === 'number' &&
    Number.isSafeInteger(message.samples) &&
    (message.samples as number) >= 0
  )
}
