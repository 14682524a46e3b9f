import type { SpeechSettings } from '@contract/settings'
import { openDocument, SpokenDocument, type Voice } from '../../../engine'
import { readMeasured, type MeasuredReading } from '../../measure'

/** A text's way from its characters to samples. */
export interface TimedSpeech {
  readonly reading: MeasuredReading
  /** From having the text to handing over the first samples. */
  readonly firstAudioMilliseconds: number
  readonly totalMilliseconds: number
}

/**
 * Says a text and times all of it: reading it as a document, front end, acoustic model, vocoder.
 * @param sink given every chunk as a player would be; absent: nobody hears it
 * @throws as `openDocument` and `narrate`
 */
export async function speakText(options: {
  voice: Voice
  text: string
  settings: SpeechSettings
  signal: AbortSignal
  sink?: (samples: Float32Array) => Promise<void>
}): Promise<TimedSpeech> {
  const { voice, text, settings, signal, sink = () => Promise.resolve() } = options
  const startedAt = performance.now()
  const { blocks } = await openDocument({ source: { kind: 'text', text }, signal })
  const openedAt = performance.now()
  const reading = await readMeasured({
    voice,
    document: new SpokenDocument(blocks),
    settings,
    signal,
    sink,
  })
  return {
    reading,
    firstAudioMilliseconds: openedAt - startedAt + reading.firstAudio.totalMilliseconds,
    totalMilliseconds: performance.now() - startedAt,
  }
}
