import type { InstalledVoice, Voice } from '../../../engine'
import type { CommandContext } from '../../context'
import { measureLengths, type LengthCost } from './measure-lengths'
import { benchSentences } from './sentences'
import { readProcessMemory } from './process-memory'
import { settle } from './settle'
import { speakText, type TimedSpeech } from './speak-text'
import { median, rounded } from './statistics'
import { installSubject, withPushes, withVoice, type PushFrames } from './subject'

/** One line of the bench: one voice, one way to run it, one sentence. */
export interface BenchRow {
  readonly voice: string
  readonly device: string
  /** Threads of each session. */
  readonly threads: number
  /** Worker threads: 2 as in the app, 0 when everything ran in the calling thread. */
  readonly workers: number
  readonly pushFrames: PushFrames
  readonly words: number
  readonly firstAudioMs: number
  readonly frontEndMs: number
  readonly acousticMs: number
  readonly vocoderMs: number
  readonly totalMs: number
  readonly audioSeconds: number
  readonly realTimeFactor: number
}

/** What a way of running the voice took at most, whatever the sentence. */
export interface BenchMemory {
  readonly workers: number
  readonly pushFrames: PushFrames
  readonly peakMebibytes: number
}

const pushSizes: readonly PushFrames[] = ['grid', 25, 100, 'all']

/**
 * `bench`: first audio and its parts, total time and memory. Sentences of three lengths as the app says them (a thread
 * for each half of the voice), then one sentence in one thread by push size; medians over many runs.
 */
export async function benchFigures(context: CommandContext): Promise<void> {
  const { line, terminal } = context
  const installed = await installSubject(context)
  const sentences: BenchRow[] = []
  const pushes: BenchRow[] = []
  const memory: BenchMemory[] = []
  let device = ''
  let lengths: LengthCost = { millisecondsPerSentence: 0, timesRealTime: 0 }
  await withVoice(context, installed, 'workers', async (voice) => {
    device = voice.device
    const way = { installed, voice, workers: 2, pushFrames: 'grid' } as const
    for (const sentence of benchSentences) sentences.push(await measure(context, way, sentence))
    memory.push(await measureMemory(context, way))
    const { settings, runs } = line
    lengths = await measureLengths({ voice, settings, runs, signal: context.signal })
  })
  for (const pushFrames of pushSizes) {
    await withVoice(context, withPushes(installed, pushFrames), 'this-thread', async (voice) => {
      const way = { installed, voice, workers: 0, pushFrames }
      for (const sentence of benchSentences.slice(0, 2)) pushes.push(await measure(context, way, sentence))
      memory.push(await measureMemory(context, way))
    })
  }
  terminal.progressDone()
  const { kind } = await readProcessMemory()
  const { manifest, threads } = installed
  terminal.json({
    voice: manifest.id,
    device,
    threads,
    runs: line.runs,
    sentences,
    pushes,
    lengths,
    memory: { kind, peaks: memory },
  })
  terminal.line(`${manifest.name} on ${device}, threads a session: ${threads}, medians of ${line.runs} runs`)
  terminal.line('\nTwo worker threads, as the window reads')
  table(sentences).forEach((row) => terminal.line(row))
  const { millisecondsPerSentence, timesRealTime } = lengths
  terminal.line(
    `\nLengths before they are heard: ${millisecondsPerSentence.toFixed(1)} ms a sentence, ${timesRealTime}× real time`,
  )
  terminal.line('\nOne thread, by the length of the vocoder’s pushes in frames')
  table(pushes).forEach((row) => terminal.line(row))
  terminal.line(`\nPeak memory of this process (${kind.toUpperCase()})`)
  for (const { workers, pushFrames, peakMebibytes } of memory) {
    const way = workers > 0 ? 'two worker threads' : `one thread, pushes: ${pushFrames}`
    terminal.line(`  ${way.padEnd(26)} ${peakMebibytes.toFixed(0).padStart(5)} MiB`)
  }
}

/** A loaded voice and how it is run. */
interface Way {
  readonly installed: InstalledVoice
  readonly voice: Voice
  readonly workers: number
  readonly pushFrames: PushFrames
}

async function measure(
  { line, terminal, signal }: CommandContext,
  { installed, voice, workers, pushFrames }: Way,
  [words, text]: readonly [words: number, text: string],
): Promise<BenchRow> {
  const speak = (): Promise<TimedSpeech> => speakText({ voice, text, settings: line.settings, signal })
  await settle(speak)
  const runs: TimedSpeech[] = []
  for (let run = 1; run <= line.runs; run++) {
    runs.push(await speak())
    const way = workers > 0 ? 'two threads' : `one thread, pushes: ${pushFrames}`
    terminal.progress(`${words} words, ${way}: run ${run} of ${line.runs}`)
  }
  const of = (pick: (run: TimedSpeech) => number): number => rounded(median(runs.map(pick)))
  return {
    voice: voice.id,
    device: voice.device,
    threads: installed.threads ?? 1,
    workers,
    pushFrames,
    words,
    firstAudioMs: of(({ firstAudioMilliseconds }) => firstAudioMilliseconds),
    frontEndMs: of(({ reading }) => reading.firstAudio.frontEndMilliseconds),
    acousticMs: of(({ reading }) => reading.firstAudio.acousticMilliseconds),
    vocoderMs: of(({ reading }) => reading.firstAudio.vocoderMilliseconds),
    totalMs: of(({ totalMilliseconds }) => totalMilliseconds),
    audioSeconds: of(({ reading }) => reading.audioSeconds),
    realTimeFactor: of(({ reading, totalMilliseconds }) => totalMilliseconds / 1_000 / reading.audioSeconds),
  }
}

/** Readings of their own, because asking the kernel for it takes longer than a push. */
async function measureMemory(
  { line, signal }: CommandContext,
  { voice, workers, pushFrames }: Way,
): Promise<BenchMemory> {
  let peakMebibytes = 0
  const sink = async (): Promise<void> => {
    peakMebibytes = Math.max(peakMebibytes, (await readProcessMemory()).mebibytes)
  }
  for (const [, text] of benchSentences)
    await speakText({ voice, text, settings: line.settings, signal, sink })
  return { workers, pushFrames, peakMebibytes: rounded(peakMebibytes, 1) }
}

const columns: readonly (readonly [title: string, width: number, cell: (row: BenchRow) => string])[] = [
  ['pushes', 7, ({ pushFrames }) => String(pushFrames)],
  ['words', 6, ({ words }) => String(words)],
  ['first audio', 12, ({ firstAudioMs }) => `${firstAudioMs.toFixed(1)} ms`],
  ['front end', 10, ({ frontEndMs }) => `${frontEndMs.toFixed(1)} ms`],
  ['acoustic', 9, ({ acousticMs }) => `${acousticMs.toFixed(1)} ms`],
  ['vocoder', 9, ({ vocoderMs }) => `${vocoderMs.toFixed(1)} ms`],
  ['total', 10, ({ totalMs }) => `${totalMs.toFixed(1)} ms`],
  ['audio', 8, ({ audioSeconds }) => `${audioSeconds.toFixed(2)} s`],
  ['real-time factor', 17, ({ realTimeFactor }) => realTimeFactor.toFixed(4)],
]

function table(rows: readonly BenchRow[]): string[] {
  const titles = columns.map(([title, width]) => title.padStart(width)).join(' ')
  return [titles, ...rows.map((row) => columns.map(([, width, cell]) => cell(row).padStart(width)).join(' '))]
}
