import { AppError } from '@contract/errors'
import type { CommandContext } from '../context'
import { openDocument, SpokenDocument, warmUp } from '../../engine'
import { readMeasured, type MeasuredReading } from '../measure'

/** Plain sentences, so that the figures are the voice's and not the normaliser's. */
const sentences: readonly (readonly [words: number, text: string])[] = [
  [12, 'The old lighthouse keeper climbed the winding stairs before the winter storm.'],
  [
    40,
    'Nobody in the village remembered who had planted the three old apple trees behind the school, but every autumn the children gathered the fruit in wide baskets, carried it home along the river, and shared it with their neighbours.',
  ],
  [
    60,
    'When the last train of the evening had left the station and the lamps along the platform were going out one by one, the porter sat down on his bench with a cup of tea, listened to the rain on the glass roof above him, and thought about the many travellers he had seen that day and where they might be going now.',
  ],
]

/** Runs of each length that do not count: a young process still compiles and collects beside the work. */
const warmUpRuns = 10

/** `bench`: first audio and total time of sentences of three lengths, medians over many runs. */
export async function bench(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  if (line.operands.length > 0) throw new AppError('usage/invalid', 'bench takes no words')
  const voice = await context.loadVoice()
  await warmUp(voice, signal)
  const results = []
  for (const [words, text] of sentences) {
    const { blocks } = await openDocument({ source: { kind: 'text', text }, signal })
    const document = new SpokenDocument(blocks)
    const readings: MeasuredReading[] = []
    for (let run = 1 - warmUpRuns; run <= line.runs; run++) {
      const reading = await readMeasured({
        voice,
        document,
        settings: line.settings,
        signal,
        sink: () => Promise.resolve(),
      })
      if (run > 0) readings.push(reading)
      if (run > 0) terminal.progress(`${words} words: run ${run} of ${line.runs}`)
    }
    results.push(summarise(words, readings))
  }
  terminal.progressDone()
  terminal.json({ voice: voice.id, device: voice.device, runs: line.runs, sentences: results })
  terminal.line(`${voice.name} on ${voice.device}, medians of ${line.runs} runs`)
  terminal.line(' words  first audio  front end  acoustic  vocoder     total    audio  real-time factor')
  for (const row of results)
    terminal.line(
      [
        String(row.words).padStart(6),
        `${row.firstAudioMs.toFixed(1)} ms`.padStart(12),
        `${row.frontEndMs.toFixed(1)} ms`.padStart(10),
        `${row.acousticMs.toFixed(1)} ms`.padStart(9),
        `${row.vocoderMs.toFixed(1)} ms`.padStart(8),
        `${row.totalMs.toFixed(1)} ms`.padStart(9),
        `${row.audioSeconds.toFixed(2)} s`.padStart(8),
        row.realTimeFactor.toFixed(4).padStart(17),
      ].join(' '),
    )
}

function summarise(words: number, readings: readonly MeasuredReading[]) {
  const of = (pick: (reading: MeasuredReading) => number): number =>
    Number(median(readings.map(pick)).toFixed(4))
  return {
    words,
    firstAudioMs: of(({ firstAudio }) => firstAudio.totalMilliseconds),
    frontEndMs: of(({ firstAudio }) => firstAudio.frontEndMilliseconds),
    acousticMs: of(({ firstAudio }) => firstAudio.acousticMilliseconds),
    vocoderMs: of(({ firstAudio }) => firstAudio.vocoderMilliseconds),
    totalMs: of(({ wallSeconds }) => wallSeconds * 1_000),
    audioSeconds: of(({ audioSeconds }) => audioSeconds),
    realTimeFactor: of(({ wallSeconds, audioSeconds }) => wallSeconds / audioSeconds),
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}
