import type { TextPosition } from '@contract/document'
import type { ChunkEvent, SentenceEvent } from '../audio/speech-player-types'

/**
 * How far the text has been rendered: the last chunk's place in its sentence, reckoned evenly over its characters.
 * @returns null before the first chunk
 */
export function renderedPosition(stream: {
  readonly chunks: readonly ChunkEvent[]
  readonly sentences: readonly SentenceEvent[]
}): TextPosition | null {
  const chunk = stream.chunks.at(-1)
  if (!chunk) return null
  const sentence = stream.sentences.findLast((candidate) => candidate.index === chunk.sentence)
  if (!sentence) return null
  const length = sentence.endSample - sentence.startSample
  const done = length <= 0 ? 1 : (chunk.startSample + chunk.samples - sentence.startSample) / length
  const share = Math.min(1, Math.max(0, done))
  return {
    block: sentence.block,
    char: sentence.startChar + Math.round(share * (sentence.endChar - sentence.startChar)),
  }
}
