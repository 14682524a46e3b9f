import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createWavFile, type InstalledVoice, type Voice } from '../../../engine'
import type { PeerName } from '../../arguments'
import type { CommandContext } from '../../context'
import { ensurePeer, type PeerPackage } from './peer-environment'
import { startPeer, type PeerAnswer, type PeerProcess } from './peer-process'
import hibariSource from './peers/hibari.py?raw'
import piperSource from './peers/piper.py?raw'
import { benchSentences, warmUpSentences } from './sentences'
import { settle } from './settle'
import { speakText } from './speak-text'
import { median, rounded } from './statistics'
import { installSubject, withVoice } from './subject'

interface Peer extends PeerPackage {
  /** The voice that both speak with. */
  readonly voice: string
  readonly source: string
  /** What the program is told about the installed voice. */
  readonly args: (installed: InstalledVoice) => readonly string[]
}

const peers: Readonly<Record<PeerName, Peer>> = {
  hibari: {
    name: 'hibari-0.2.1',
    requirements: ['hibari-tts==0.2.1', 'numpy', 'scipy', 'onnxruntime'],
    voice: 'heart',
    source: hibariSource,
    args: () => [],
  },
  piper: {
    name: 'piper-1.8.0',
    requirements: ['piper-tts==1.8.0'],
    voice: 'joe',
    source: piperSource,
    args: ({ filesDirectory, manifest }) => [
      join(filesDirectory, manifest.files.find(({ name }) => name.endsWith('.onnx'))?.name ?? ''),
    ],
  },
}

/** One side's figures for one sentence. */
interface Side {
  readonly firstAudioMs: number
  readonly totalMs: number
  /** The same with the sound written to a WAV file. */
  readonly fileMs: number
  readonly audioSeconds: number
  readonly realTimeFactor: number
}

const measures = ['firstAudioMs', 'totalMs', 'fileMs', 'realTimeFactor'] as const

/**
 * `bench --peer`: this voice against a published Python package with the same weights. Both are loaded and warm, have
 * one thread, and are given the same text by turns; counted is from the text to the first samples, and to the last.
 */
export async function comparePeer(context: CommandContext, name: PeerName): Promise<void> {
  const { line, terminal, signal } = context
  const peer = peers[name]
  const installed = await installSubject(context, peer.voice)
  terminal.status(`Setting up ${peer.requirements[0]}`)
  const python = await ensurePeer(peer, context.toolsDirectory, signal)
  terminal.progressDone()
  const folder = await mkdtemp(join(tmpdir(), 'lector-bench-'))
  const process = await startPeer({ python, source: peer.source, args: peer.args(installed), signal })
  try {
    const results = await withVoice(context, { ...installed, threads: 1 }, 'this-thread', (voice) =>
      compare(context, voice, process, folder),
    )
    terminal.json({ voice: peer.voice, peer: peer.requirements[0], threads: 1, runs: line.runs, results })
    terminal.line(
      `${installed.manifest.name} against ${peer.requirements[0]}: the same text by turns, one thread each,`,
    )
    terminal.line(
      `both warm, medians of ${line.runs} runs and of their ratios; first audio is from the text to the first samples`,
    )
    for (const { words, ours, theirs, ratios, fastest } of results) {
      terminal.line(`\n${words} words        Lector       peer   ratio   (of the fastest runs)`)
      for (const measure of measures)
        terminal.line(
          [
            `  ${titles[measure]}`.padEnd(18),
            figure(measure, ours).padStart(10),
            figure(measure, theirs).padStart(11),
            ratios[measure].toFixed(3).padStart(8),
            `(${fastest.ratios[measure].toFixed(3)})`.padStart(10),
          ].join(''),
        )
    }
  } finally {
    await process.dispose()
    await rm(folder, { recursive: true, force: true })
  }
}

const titles = {
  firstAudioMs: 'first audio',
  totalMs: 'total',
  fileMs: 'to a file',
  realTimeFactor: 'real-time factor',
} as const

function figure(measure: (typeof measures)[number], side: Side): string {
  return measure === 'realTimeFactor' ? side[measure].toFixed(4) : `${side[measure].toFixed(1)} ms`
}

async function compare(
  { line, terminal, signal }: CommandContext,
  voice: Voice,
  peer: PeerProcess,
  folder: string,
) {
  const form = { sampleRateHz: voice.sampleRateHz, format: 'int16', tags: {} } as const
  const ours = async (text: string, path?: string): Promise<PeerAnswer> => {
    const startedAt = performance.now()
    const file = path === undefined ? null : await createWavFile(path, form)
    const sink = async (samples: Float32Array): Promise<void> => void (await file?.write(samples))
    const speech = await speakText({ voice, text, settings: line.settings, signal, sink })
    await file?.finish([])
    return {
      firstAudioMilliseconds: speech.firstAudioMilliseconds,
      totalMilliseconds: file ? performance.now() - startedAt : speech.totalMilliseconds,
      audioSeconds: speech.reading.audioSeconds,
    }
  }
  const theirs = (text: string, path?: string): Promise<PeerAnswer> => peer.speak(text, path)
  await settle(async () => {
    for (const text of warmUpSentences) {
      await ours(text)
      await theirs(text)
    }
  })
  const results = []
  for (const [words, text] of benchSentences) {
    const sides = [ours, theirs].map((speak) => ({
      speak,
      streamed: [] as PeerAnswer[],
      toFile: [] as PeerAnswer[],
    }))
    for (let run = 1; run <= line.runs; run++) {
      // Who comes second finds other caches: both do, in turn.
      const order = run % 2 === 0 ? sides : [...sides].reverse()
      for (const { speak, streamed } of order) streamed.push(await speak(text))
      for (const { speak, toFile } of order)
        toFile.push(await speak(text, join(folder, `${sides.findIndex((side) => side.speak === speak)}.wav`)))
      terminal.progress(`${words} words: run ${run} of ${line.runs}`)
    }
    const [mine, other] = sides
    results.push({ words, ...medians(mine, other), fastest: fastest(mine, other) })
  }
  terminal.progressDone()
  return results
}

interface Runs {
  readonly streamed: readonly PeerAnswer[]
  readonly toFile: readonly PeerAnswer[]
}
type Summary = (values: readonly number[]) => number

const least: Summary = (values) => Math.min(...values)

/** The ratios are those of runs that followed each other: the machine's speed drifts less between them than over all. */
function medians(ours: Runs, theirs: Runs) {
  const alone = ({ streamed, toFile }: Runs, run: number): Side =>
    sideOf({ streamed: [streamed[run]], toFile: [toFile[run]] }, median)
  const pairs = ours.streamed.map((_, run) => [alone(ours, run), alone(theirs, run)] as const)
  return {
    ours: sideOf(ours, median),
    theirs: sideOf(theirs, median),
    ratios: ratiosOf((measure) => median(pairs.map(([a, b]) => a[measure] / b[measure]))),
  }
}

function fastest(ours: Runs, theirs: Runs) {
  const [a, b] = [sideOf(ours, least), sideOf(theirs, least)]
  return { ours: a, theirs: b, ratios: ratiosOf((measure) => a[measure] / b[measure]) }
}

function ratiosOf(ratio: (measure: (typeof measures)[number]) => number) {
  return {
    firstAudioMs: rounded(ratio('firstAudioMs')),
    totalMs: rounded(ratio('totalMs')),
    fileMs: rounded(ratio('fileMs')),
    realTimeFactor: rounded(ratio('realTimeFactor')),
  }
}

function sideOf({ streamed, toFile }: Runs, summary: Summary): Side {
  const of = (runs: readonly PeerAnswer[], pick: (run: PeerAnswer) => number): number =>
    rounded(summary(runs.map(pick)))
  return {
    firstAudioMs: of(streamed, ({ firstAudioMilliseconds }) => firstAudioMilliseconds),
    totalMs: of(streamed, ({ totalMilliseconds }) => totalMilliseconds),
    fileMs: of(toFile, ({ totalMilliseconds }) => totalMilliseconds),
    audioSeconds: of(streamed, ({ audioSeconds }) => audioSeconds),
    realTimeFactor: of(
      streamed,
      ({ totalMilliseconds, audioSeconds }) => totalMilliseconds / 1_000 / audioSeconds,
    ),
  }
}
