import type { TextPosition } from '@contract/document'
import { isSameVoiceChoice } from '@contract/settings'
import type { TakeUp } from '@contract/speech'
import type { Stream } from './reading-stream'
import type { SoundLine } from './sound-line'

type Line = Pick<SoundLine, 'output' | 'send'> & {
  readonly engine: Pick<SoundLine['engine'], 'documentId' | 'status'>
}

/** The engine that speaks a stream is gone: what is buffered plays on. */
export function leaveStream(stream: Stream, { engine }: Line): void {
  stream.isCurrent = false
  // One that dies before it can speak says nothing of who spoke.
  stream.spokenWith ??= engine.status.choice
}

/**
 * Has another engine go on behind what the output holds of a stream: nothing is heard of the change.
 * @returns false where it has to begin anew: nothing came of it yet, or what came cannot be said again as it was
 */
export function takeUpStream(stream: Stream, line: Line): boolean {
  const { documentId, status } = line.engine
  const { id: streamId, until, sampleRateHz, spokenWith } = stream
  const isSameVoice = spokenWith && status.choice && isSameVoiceChoice(spokenWith, status.choice)
  const left = isSameVoice ? placeLeft(stream, line) : null
  if (!left || documentId === null || sampleRateHz === null) return false
  stream.isCurrent = true
  stream.spokenWith = null
  const settings = stream.settings.speech
  const output = 'window'
  line.send({ kind: 'start', streamId, documentId, until, settings, output, sampleRateHz, ...left })
  return true
}

function placeLeft(
  stream: Stream,
  { output }: Line,
): { readonly from: TextPosition; readonly takeUp: TakeUp } | null {
  if (!output || !stream.clock || stream.settings.audio.output !== 'window') return null
  const { streamId, receivedSamples, heardSamples } = output.readClock()
  // Another output was opened meanwhile: what the former one held is gone with it.
  if (streamId !== stream.id) return null
  const sentence = stream.timeline.sentenceToTakeUp(receivedSamples)
  if (!sentence) return null
  const { start, block, startChar } = sentence
  const held = { sample: receivedSamples, heardSample: heardSamples }
  return start
    ? { from: { block, char: startChar }, takeUp: { ...held, start } }
    : { from: stream.from, takeUp: held }
}
