import { existsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  canSpeak,
  onlyObject,
  runCommandLine,
  speakingNeeds,
  startCommandLine,
} from '../helpers/command-line'

const run = (...words: string[]) => runCommandLine(words, { directory: tmpdir() })
const aNumber = expect.any(Number) as number

/** A `bench --stdin` under way: what is sent to it, and its answers line by line. */
function converse(...words: string[]) {
  const running = startCommandLine(['bench', '--stdin', ...words], { directory: tmpdir(), hasInput: true })
  const answers: unknown[] = []
  let wake: () => void = () => undefined
  let rest = ''
  running.child.stdout?.on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) answers.push(JSON.parse(line))
    wake()
  })
  running.child.stdout?.on('close', () => wake())
  return {
    ...running,
    answers,
    send: (text: string) => running.child.stdin?.write(text),
    end: () => running.child.stdin?.end(),
    async answered(count: number): Promise<void> {
      while (answers.length < count && running.child.exitCode === null)
        await new Promise<void>((resolveWake) => (wake = resolveWake))
    },
  }
}

// A whole bench on a machine that has much else to do.
describe.skipIf(!canSpeak)(`bench ${speakingNeeds}`, { timeout: 240_000 }, () => {
  test('gives medians of three lengths as the window reads, and of each push size in one thread', async () => {
    const report = onlyObject(await run('bench', '--runs', '2', '--json'))
    const row = {
      voice: 'heart',
      device: 'CPU',
      threads: 1,
      firstAudioMs: aNumber,
      frontEndMs: aNumber,
      acousticMs: aNumber,
      vocoderMs: aNumber,
      totalMs: aNumber,
      audioSeconds: aNumber,
      realTimeFactor: aNumber,
    }
    const sizes = ['grid', 25, 100, 'all']
    expect(report).toEqual({
      voice: 'heart',
      device: 'CPU',
      threads: 1,
      runs: 2,
      sentences: [12, 40, 60].map((words) => ({ ...row, workers: 2, pushFrames: 'grid', words })),
      pushes: sizes.flatMap((pushFrames) =>
        [12, 40].map((words) => ({ ...row, workers: 0, pushFrames, words })),
      ),
      lengths: { millisecondsPerSentence: aNumber, timesRealTime: aNumber },
      memory: {
        kind: existsSync('/proc/self/smaps_rollup') ? 'pss' : 'rss',
        peaks: [
          { workers: 2, pushFrames: 'grid', peakMebibytes: aNumber },
          ...sizes.map((pushFrames) => ({ workers: 0, pushFrames, peakMebibytes: aNumber })),
        ],
      },
    })
  })

  test('--stdin answers line by line, says what is wrong with a line, and ends with its input', async () => {
    const bench = converse('--threads', '1')
    await bench.answered(1)
    expect(bench.answers[0]).toEqual({ ready: true, load_ms: aNumber })
    bench.send('{"text": "Good morning."}\n')
    await bench.answered(2)
    expect(bench.answers[1]).toEqual({ ttfa_ms: aNumber, total_ms: aNumber, audio_s: aNumber })
    bench.send('nonsense\n{"words": 1}\n{"text": "…"}\n{"text": ""}\n\n{"text": "And on."}')
    bench.end()
    expect(await bench.ended).toMatchObject({ exitCode: 0, stderr: '' })
    expect(bench.answers.slice(2)).toMatchObject([
      { error: { code: 'contract/invalid', message: 'Not JSON: nonsense' } },
      { error: { code: 'contract/invalid' } },
      { error: { code: 'text/nothing-to-say' } },
      { error: { code: 'document/empty' } },
      { ttfa_ms: aNumber, total_ms: aNumber },
    ])
    const { audio_s: seconds } = bench.answers[1] as { audio_s: number }
    expect(seconds).toBeGreaterThan(0.3)
    expect(seconds).toBeLessThan(3)
  })

  test.each(['while it waits for a line', 'while it speaks'])(
    '--stdin ends with 130 when it is interrupted %s',
    async (when) => {
      const bench = converse()
      await bench.answered(1)
      if (when === 'while it speaks') {
        const text = 'One more sentence is here to be said aloud. '.repeat(2_000)
        bench.send(`${JSON.stringify({ text })}\n`)
        await new Promise((resolveWait) => setTimeout(resolveWait, 200))
      }
      bench.child.kill('SIGINT')
      expect(await bench.ended).toMatchObject({ exitCode: 130, stderr: '' })
      expect(bench.answers).toHaveLength(1)
    },
  )

  test('--pipeline times the chain against the same work one after the other, with a log of every push', async () => {
    const report = onlyObject(await run('bench', '--pipeline', '--runs', '1', '--json')) as {
      ratios: Record<string, number>
      log: { analyses: { sentence: number }[]; pushes: { pushesWaiting: number; analysedWaiting: number }[] }
    }
    expect(report).toMatchObject({
      voice: 'heart',
      oneThreadMs: aNumber,
      serialMs: aNumber,
      chainMs: aNumber,
    })
    expect(report.log.analyses.map(({ sentence }) => sentence)).toEqual([0, 1, 2, 3, 4, 5])
    expect(report.log.pushes.length).toBeGreaterThan(20)
    for (const { pushesWaiting, analysedWaiting } of report.log.pushes) {
      expect(pushesWaiting).toBeLessThanOrEqual(2)
      expect(analysedWaiting).toBeLessThanOrEqual(3)
    }
  })

  test('a package to compare with that cannot be had is told on one line', async () => {
    const end = await runCommandLine(['bench', '--peer', 'hibari', '--runs', '1'], {
      directory: tmpdir(),
      environment: { LECTOR_CACHE: resolve('package.json'), PATH: '' },
    })
    expect(end.exitCode).toBe(1)
    expect(end.stderr.trim().split('\n')).toHaveLength(1)
  })
})
