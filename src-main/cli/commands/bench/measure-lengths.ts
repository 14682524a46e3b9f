import type { Block } from '@contract/document'
import type { SpeechSettings } from '@contract/settings'
import { DocumentTimes, measureSentence, SpokenDocument, type Voice } from '../../../engine'
import { benchSentences } from './sentences'
import { median, rounded } from './statistics'

/** What it costs to know how long sentences last before they are heard: the window does so for whole documents. */
export interface LengthCost {
  readonly millisecondsPerSentence: number
  /** Audio whose length is known, over the time that took. */
  readonly timesRealTime: number
}

/** Measures the sentences of the bench with the front of a voice, medians over the runs. */
export async function measureLengths(options: {
  voice: Voice
  settings: SpeechSettings
  runs: number
  signal: AbortSignal
}): Promise<LengthCost> {
  const { voice, settings, signal } = options
  const blocks = benchSentences.map(([, text]): Block => ({
    kind: 'paragraph',
    text,
    marks: [],
    source: { part: 0, startChar: 0, endChar: text.length, exact: true },
  }))
  const document = new SpokenDocument(blocks)
  const times = new DocumentTimes(document)
  const milliseconds: number[] = []
  let sentences = 0
  for (let run = 0; run < options.runs; run++) {
    const startedAt = performance.now()
    sentences = 0
    for (const block of blocks.keys()) {
      const ranges = document.sentencesOf(block)
      const analysis = { document, voice, settings: { ...settings, quoteVoice: null }, signal }
      const measured = []
      for (const range of ranges) measured.push(await measureSentence({ block, ...range }, analysis))
      times.set(block, measured)
      sentences += ranges.length
    }
    milliseconds.push(performance.now() - startedAt)
  }
  const { sampleRateHz } = voice
  const samples = [...blocks.keys()]
    .flatMap((block) => times.measured(block, { settings, sampleRateHz }))
    .reduce((sum, { endSamples }) => sum + endSamples, 0)
  const total = median(milliseconds)
  return {
    millisecondsPerSentence: rounded(total / sentences),
    timesRealTime: rounded(samples / sampleRateHz / (total / 1_000), 0),
  }
}
