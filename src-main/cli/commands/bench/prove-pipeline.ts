import { cpus } from 'node:os'
import { narrate, openDocument, SpokenDocument, warmUp, type Voice } from '../../../engine'
import type { CommandContext } from '../../context'
import { createPipelineRecorder, type PipelineLog } from './pipeline-log'
import { benchPage } from './sentences'
import { median, rounded } from './statistics'
import { installSubject, withVoice } from './subject'

/** The ways of rendering the same page, each timed in every round. */
const ways = ['oneThread', 'serial', 'chain', 'twoAtOnce'] as const
type Way = (typeof ways)[number]

const explained: Readonly<Record<Way, string>> = {
  oneThread: 'one thread does everything',
  serial: 'two workers, one waits while the other works',
  chain: 'two workers as a chain, as the window reads',
  twoAtOnce: 'two such pairs, each serial: the page twice',
}

/**
 * `bench --pipeline`: what the chain of two worker threads wins over the same work one after the other, and two
 * workers over one, on a page of several sentences in one run; with the log of every push and the depths of the queues.
 */
export async function provePipeline(context: CommandContext): Promise<void> {
  const { line, terminal, signal } = context
  const installed = await installSubject(context)
  const { blocks } = await openDocument({ source: { kind: 'text', text: benchPage }, signal })
  const document = new SpokenDocument(blocks)
  const times: Record<Way, number[]> = { oneThread: [], serial: [], chain: [], twoAtOnce: [] }
  let log: PipelineLog = { analyses: [], pushes: [] }
  let audioSeconds = 0
  await withVoice(context, installed, 'this-thread', (inline) =>
    withVoice(context, installed, 'workers', (first) =>
      withVoice(context, installed, 'workers', async (second) => {
        const chain = async (voice: Voice): Promise<void> => {
          const reading = await readAsChain(context, voice, document)
          log = reading.log
          audioSeconds = reading.audioSeconds
        }
        const run: Readonly<Record<Way, () => Promise<unknown>>> = {
          oneThread: () => readSerially(context, inline, document),
          serial: () => readSerially(context, first, document),
          chain: () => chain(first),
          twoAtOnce: () =>
            Promise.all([first, second].map((voice) => readSerially(context, voice, document))),
        }
        for (const voice of [inline, first, second]) await warmUp(voice, signal)
        for (let round = 0; round <= line.runs; round++) {
          for (const way of ways) {
            const startedAt = performance.now()
            await run[way]()
            // The first round warms up.
            if (round > 0) times[way].push(performance.now() - startedAt)
          }
          terminal.progress(`round ${round} of ${line.runs}`)
        }
      }),
    ),
  )
  terminal.progressDone()
  const medians = {
    oneThreadMs: rounded(median(times.oneThread), 2),
    serialMs: rounded(median(times.serial), 2),
    chainMs: rounded(median(times.chain), 2),
    twoAtOnceMs: rounded(median(times.twoAtOnce), 2),
  }
  const paired = (ratio: (round: number) => number): number =>
    rounded(median(times.chain.map((_, round) => ratio(round))))
  const ratios = {
    chainToSerial: paired((round) => times.chain[round] / times.serial[round]),
    chainToOneThread: paired((round) => times.chain[round] / times.oneThread[round]),
    twoWorkersToOne: paired((round) => (2 * times.serial[round]) / times.twoAtOnce[round]),
  }
  const queues = {
    mostAnalysedWaiting: Math.max(...log.pushes.map(({ analysedWaiting }) => analysedWaiting)),
    mostPushesWaiting: Math.max(...log.pushes.map(({ pushesWaiting }) => pushesWaiting)),
  }
  const cores = cpus().length
  const { manifest, threads } = installed
  terminal.json({
    voice: manifest.id,
    threads,
    cores,
    runs: line.runs,
    audioSeconds: rounded(audioSeconds),
    ...medians,
    ratios,
    queues,
    log,
  })
  terminal.line(
    `${manifest.name}, ${audioSeconds.toFixed(1)} s of audio, ${cores} cores, medians of ${line.runs} rounds`,
  )
  for (const way of ways)
    terminal.line(`  ${explained[way].padEnd(46)} ${medians[`${way}Ms`].toFixed(1).padStart(9)} ms`)
  terminal.line(`  chain / one after the other   ${ratios.chainToSerial.toFixed(3)}`)
  terminal.line(`  chain / one thread            ${ratios.chainToOneThread.toFixed(3)}`)
  terminal.line(`  two workers / one (speed)     ${ratios.twoWorkersToOne.toFixed(2)}`)
  terminal.line(
    '\nThe last chain, in ms: analysed parts and pushes, when they began, ended and were taken, and what waited then',
  )
  for (const row of logLines(log)) terminal.line(row)
}

/** Sentence by sentence: the next one is not begun before the last sample of this one is there. */
async function readSerially(
  { line, signal }: CommandContext,
  voice: Voice,
  document: SpokenDocument,
): Promise<void> {
  for (const sentence of document.sentences({ block: 0, char: 0 })) {
    const pieces = narrate({
      voice,
      document,
      from: { block: sentence.block, char: sentence.startChar },
      until: { block: sentence.block, char: sentence.endChar },
      settings: () => line.settings,
      signal,
    })
    while (!(await pieces.next()).done) signal.throwIfAborted()
  }
}

async function readAsChain(
  { line, signal }: CommandContext,
  voice: Voice,
  document: SpokenDocument,
): Promise<{ log: PipelineLog; audioSeconds: number }> {
  const now = (): number => performance.timeOrigin + performance.now()
  const recorder = createPipelineRecorder(now())
  let samples = 0
  const from = { block: 0, char: 0 }
  for await (const piece of narrate({ voice, document, from, settings: () => line.settings, signal })) {
    recorder.note(piece, now())
    if (piece.kind === 'audio') samples += piece.samples.length
  }
  return { log: recorder.finish(), audioSeconds: samples / voice.sampleRateHz }
}

function logLines({ analyses, pushes }: PipelineLog): string[] {
  const time = (milliseconds: number): string => milliseconds.toFixed(1).padStart(8)
  const lines = [
    ...analyses.map(({ sentence, beganMs, endedMs, handedOverMs }) => ({
      at: handedOverMs,
      text: `  sentence ${String(sentence).padStart(2)}            ${time(beganMs)}${time(endedMs)}${time(handedOverMs)}`,
    })),
    ...pushes.map((push) => ({
      at: push.handedOverMs,
      text:
        `    push of ${push.frames.toFixed(0).padStart(4)} frames   ` +
        `${time(push.beganMs)}${time(push.endedMs)}${time(push.handedOverMs)}` +
        `   parts waiting ${push.analysedWaiting}, pushes waiting ${push.pushesWaiting}`,
    })),
  ]
  return lines.sort((a, b) => a.at - b.at).map(({ text }) => text)
}
