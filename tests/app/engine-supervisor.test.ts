import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { clearKeptSpeech, measureKeptSpeech } from '@contract/calls/kept-speech'
import { runPerformanceTest } from '@contract/calls/performance'
import { AppError, toErrorData } from '@contract/errors'
import type { EngineHostCommand, EngineHostEvent } from '@contract/host-messages'
import { streamSettingsSchema } from '@contract/settings'
import type { GoneNews } from '../../src-main/app/engine-end'
import type { EngineChild, EngineEndNews } from '../../src-main/app/engine-process'
import { EngineSupervisor } from '../../src-main/app/engine-supervisor'

/** A host that answers pings while it is well. */
class FakeHost extends EventEmitter implements EngineChild {
  readonly received: EngineHostCommand[] = []
  isSilent = false
  isDead = false

  constructor(readonly pid: number) {
    super()
  }

  postMessage(command: EngineHostCommand): void {
    if (this.isDead) throw new Error('Posted to a dead child')
    this.received.push(command)
    if (this.isSilent) return
    if (command.kind === 'ping') this.say({ kind: 'pong', id: command.id })
    if (command.kind === 'shut-down') this.die(0)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.on('message', listener)
  }

  onEnd(listener: (news: EngineEndNews) => void): void {
    this.on('end', listener)
  }

  say(event: EngineHostEvent): void {
    this.emit('message', event)
  }

  die(exitCode: number, gone: GoneNews | null = null, lastWords = ''): void {
    this.isDead = true
    this.emit('end', { exitCode, gone, lastWords })
  }

  kinds(): string[] {
    return this.received.map(({ kind }) => kind).filter((kind) => kind !== 'ping')
  }

  asked(): string[] {
    return this.received.flatMap((command) => (command.kind === 'call' ? [command.channel] : []))
  }
}

let hosts: FakeHost[]
let news: string[]
let supervisor: EngineSupervisor
let maxKeptSpeechBytes: number | null
let mayFetch: boolean
let forkFails: boolean

const host = (): FakeHost => {
  const last = hosts.at(-1)
  if (!last) throw new Error('No host was started')
  return last
}
const port = (): never => ({}) as never

beforeEach(() => {
  vi.useFakeTimers()
  maxKeptSpeechBytes = 4e9
  mayFetch = true
  forkFails = false
  hosts = []
  news = []
  supervisor = new EngineSupervisor(
    {
      fork: () => {
        if (forkFails) throw new Error('No process')
        hosts.push(new FakeHost(1_000 + hosts.length))
        return host()
      },
      kill: (pid) => hosts.find((one) => one.pid === pid)?.die(9),
      voice: () => ({ voice: 'heart', device: 'auto' }),
      maxKeptSpeechBytes: () => maxKeptSpeechBytes,
      mayFetch: () => mayFetch,
      now: () => Date.now(),
    },
    {
      restarted: () => news.push('restarted'),
      failed: (error) => news.push(`failed ${error.code}`),
      died: (error) => news.push(`died ${error.code}`),
      export: ({ progress }) => news.push(`export ${progress.state}`),
      voiceReady: () => news.push('voice ready'),
      voiceDownload: ({ state }) => news.push(`download ${state}`),
      speechNotKept: (error) => news.push(`not kept ${error.code}`),
      malformed: () => news.push('malformed'),
    },
  )
  supervisor.start()
})
afterEach(async () => {
  await supervisor.dispose()
  await supervisor.dispose()
  expect(vi.getTimerCount()).toBe(0)
  vi.useRealTimers()
})

describe('EngineSupervisor', () => {
  test('has the voice loaded before anybody asks', () => {
    expect(host().received[0]).toEqual({ kind: 'keep-speech', maxBytes: 4e9 })
    expect(host().received[1]).toEqual({ kind: 'load', choice: { voice: 'heart', device: 'auto' } })
  })

  test('starts a dead host again and says so', () => {
    host().die(139)
    expect(news).toEqual(['died engine/crashed'])
    vi.advanceTimersByTime(100)
    expect(hosts).toHaveLength(2)
    expect(news).toEqual(['died engine/crashed', 'restarted'])
  })

  test('waits longer from death to death and gives up at the fourth within five minutes', () => {
    for (const wait of [100, 1_000, 3_000]) {
      host().die(1)
      vi.advanceTimersByTime(wait - 1)
      const before = hosts.length
      vi.advanceTimersByTime(1)
      expect(hosts).toHaveLength(before + 1)
    }
    host().die(1)
    vi.advanceTimersByTime(600_000)
    expect(hosts).toHaveLength(4)
    expect(news.at(-1)).toBe('failed engine/crashed')
    expect(() => supervisor.command({ kind: 'cancel-export', jobId: 'a' })).toThrow(AppError)
  })

  test('given up, it is started anew for a page that asks for it, and given up again after as many deaths', () => {
    for (let round = 0; round < 2; round += 1) {
      for (let death = 0; death < 4; death += 1) {
        host().die(1)
        vi.advanceTimersByTime(3_000)
      }
      expect(news.at(-1)).toBe('failed engine/crashed')
      expect(hosts).toHaveLength(4 * (round + 1))
      supervisor.connect(port(), port())
      expect(host().kinds()).toEqual(['keep-speech', 'load', 'connect'])
    }
  })

  test('what got on between its deaths had accidents: it is started again every time, and soon', () => {
    for (let death = 0; death < 50; death += 1) {
      host().say({ kind: 'got-on' })
      host().die(9, { reason: 'killed', exitCode: 9 })
      vi.advanceTimersByTime(100)
      expect(hosts).toHaveLength(death + 2)
    }
    expect(news).not.toContain('failed engine/crashed')
    for (let death = 0; death < 4; death += 1) {
      host().die(1)
      vi.advanceTimersByTime(3_000)
    }
    expect(news.at(-1)).toBe('failed engine/crashed')
  })

  test('a host that cannot even be started is tried again, and then given up', () => {
    forkFails = true
    host().die(1)
    vi.advanceTimersByTime(10_000)
    expect(hosts).toHaveLength(1)
    expect(news.filter((one) => one.startsWith('died'))).toHaveLength(4)
    expect(news.at(-1)).toBe('failed engine/crashed')
    forkFails = false
    supervisor.connect(port(), port())
    expect(hosts).toHaveLength(2)
  })

  test('says of what it died', () => {
    host().die(0, { reason: 'crashed', exitCode: 6 }, 'FATAL ERROR: JavaScript heap out of memory')
    vi.advanceTimersByTime(100)
    host().die(0, { reason: 'killed', exitCode: 15 })
    expect(news.filter((one) => one.startsWith('died'))).toEqual([
      'died engine/out-of-memory',
      'died engine/crashed',
    ])
  })

  test('forgives deaths that are long ago', () => {
    for (let death = 0; death < 10; death += 1) {
      host().die(1)
      vi.advanceTimersByTime(5 * 60_000 + 1)
    }
    expect(hosts).toHaveLength(11)
    expect(news).not.toContain('failed engine/crashed')
  })

  test('kills a host that stops answering, and starts another', () => {
    vi.advanceTimersByTime(60_000)
    expect(hosts).toHaveLength(1)
    host().isSilent = true
    vi.advanceTimersByTime(4_000)
    expect(news).toEqual([])
    vi.advanceTimersByTime(1_000)
    expect(news).toEqual(['died engine/not-responding', 'restarted'])
  })

  test('joins a page to the next host when none is running', () => {
    host().die(1)
    supervisor.connect(port(), port())
    vi.advanceTimersByTime(100)
    expect(host().kinds()).toEqual(['keep-speech', 'load', 'connect'])
  })

  test('never posts to a dead host', () => {
    const dead = host()
    dead.die(1)
    expect(() => supervisor.command({ kind: 'cancel-export', jobId: 'a' })).toThrow(AppError)
    vi.advanceTimersByTime(10_000)
    expect(dead.kinds()).toEqual(['keep-speech', 'load'])
  })

  test('a repaired voice is loaded by a fresh host', async () => {
    const repair = supervisor.repairVoice()
    expect(host().asked()).toEqual(['voice:repair'])
    host().say({ kind: 'answered', requestId: 1, reply: { ok: true, value: null } })
    await repair
    expect(hosts).toHaveLength(2)
    expect(hosts[0]?.isDead).toBe(true)
    expect(news).toEqual(['restarted'])
  })

  test('a voice that could not be repaired is a failure', async () => {
    const error = toErrorData(new AppError('voice/fetch-failed', 'offline'))
    const repair = supervisor.repairVoice()
    host().say({ kind: 'answered', requestId: 1, reply: { ok: false, error } })
    await expect(repair).rejects.toMatchObject({ code: 'voice/fetch-failed' })
    expect(hosts).toHaveLength(1)
  })

  test('a host that dies repairing fails the repair', async () => {
    const repair = supervisor.repairVoice()
    host().die(1)
    await expect(repair).rejects.toMatchObject({ code: 'engine/crashed' })
  })

  test('reports what does not fit the contract and goes on', () => {
    host().emit('message', { kind: 'nonsense' })
    host().emit('message', null)
    expect(news).toEqual(['malformed', 'malformed'])
    expect(host().isDead).toBe(false)
  })

  test('a host that ignores shut-down is killed', async () => {
    host().isSilent = true
    const disposed = supervisor.dispose()
    await vi.advanceTimersByTimeAsync(2_000)
    await disposed
    expect(host().isDead).toBe(true)
    expect(hosts).toHaveLength(1)
  })

  test('each call gets its own answer, and what is none fails it', async () => {
    const stream = streamSettingsSchema.parse({})
    const first = supervisor.call(runPerformanceTest, { test: 'seams', stream })
    const second = supervisor.call(measureKeptSpeech, null)
    const third = supervisor.call(measureKeptSpeech, null)
    const fourth = supervisor.call(clearKeptSpeech, null)
    expect(host().asked()).toEqual([
      'performance:test',
      'kept-speech:measure',
      'kept-speech:measure',
      'kept-speech:clear',
    ])
    const error = toErrorData(new AppError('speech/unreachable', 'full'))
    host().say({ kind: 'answered', requestId: 4, reply: { ok: false, error } })
    host().say({ kind: 'answered', requestId: 3, reply: { ok: true, value: { bytes: 'many' } } })
    host().say({ kind: 'answered', requestId: 2, reply: { ok: true, value: { bytes: 1_234 } } })
    host().say({ kind: 'answered', requestId: 1, reply: { ok: true, value: null } })
    expect(await first).toBeNull()
    expect(await second).toEqual({ bytes: 1_234 })
    await expect(third).rejects.toMatchObject({ code: 'contract/invalid' })
    await expect(fourth).rejects.toMatchObject({ code: 'speech/unreachable' })
  })

  test('whoever waits for an answer hears of the death of the host, and whoever asks none', async () => {
    const asked = expect(supervisor.call(measureKeptSpeech, null)).rejects.toMatchObject({
      code: 'engine/crashed',
    })
    host().die(1)
    await asked
    await expect(supervisor.call(measureKeptSpeech, null)).rejects.toMatchObject({ code: 'engine/crashed' })
  })

  test('a host is told how much speech is kept before it loads a voice, and whenever that changes', () => {
    maxKeptSpeechBytes = null
    supervisor.keepSpeech()
    expect(host().received.at(-1)).toEqual({ kind: 'keep-speech', maxBytes: null })
    host().die(1)
    vi.advanceTimersByTime(100)
    expect(host().received.slice(0, 2)).toMatchObject([
      { kind: 'keep-speech', maxBytes: null },
      { kind: 'load' },
    ])
  })

  test('a host that may fetch nothing knows it before it loads a voice, and hears when it may', () => {
    mayFetch = false
    supervisor.allowFetching()
    expect(host().received.at(-1)).toEqual({ kind: 'allow-fetching', isAllowed: false })
    host().die(1)
    vi.advanceTimersByTime(100)
    expect(host().received.slice(1, 3)).toMatchObject([
      { kind: 'allow-fetching', isAllowed: false },
      { kind: 'load' },
    ])
    mayFetch = true
    supervisor.allowFetching()
    expect(host().received.at(-1)).toEqual({ kind: 'allow-fetching', isAllowed: true })
  })

  test('that what is said cannot be kept is told', () => {
    const error = toErrorData(new AppError('speech/unreachable', 'full'))
    host().say({ kind: 'speech-not-kept', error })
    expect(news).toEqual(['not kept speech/unreachable'])
  })
})
