import { describe, expect, test } from 'vitest'
import { askDocumentHost, readToEnd } from '@contract/document-host-protocol'
import { emptyPiece } from '@contract/document'
import { guardWords } from '@contract/guard-words'
import type { DocumentHostProcess, HostExit, HostRequest } from '@contract/host-conversation'

const head = { id: 'a', title: 'A', authors: [], format: 'txt' }
const opened = { kind: 'opened', head, piece: emptyPiece(), isLast: false }
const piece = { kind: 'piece', piece: emptyPiece(), isLast: false }
const request = { source: { kind: 'text' as const, text: 'x' } }

/** A host, a clock and a deadline that only move when they are told to. */
function makeStage() {
  const posted: HostRequest[] = []
  let say = (_message: unknown): void => undefined
  let exit = (_exit: HostExit): void => undefined
  let kills = 0
  let now = 0
  let deadline: { at: number; run: () => void } | null = null
  const host: DocumentHostProcess = {
    post: (message) => posted.push(message),
    onMessage: (listener) => (say = listener),
    onExit: (listener) => (exit = listener),
    kill: () => (kills += 1),
  }
  const controller = new AbortController()
  const terms = {
    signal: controller.signal,
    answerMilliseconds: 100,
    readMilliseconds: 250,
    now: () => now,
    after(milliseconds: number, run: () => void) {
      const set = { at: now + milliseconds, run }
      deadline = set
      return () => {
        if (deadline === set) deadline = null
      }
    },
  }
  return {
    ...{ host, terms, controller, posted },
    say: (message: unknown) => say(message),
    exit: (how: HostExit) => exit(how),
    kills: () => kills,
    pass(milliseconds: number) {
      now += milliseconds
      if (deadline && deadline.at <= now) deadline.run()
    },
  }
}

describe('askDocumentHost', () => {
  test('asks for one piece after the other and ends the host with the last', async () => {
    const { host, terms, posted, say, kills } = makeStage()
    const asked = askDocumentHost(host, request, terms)
    say(opened)
    const whole = readToEnd(await asked)
    await Promise.resolve()
    expect(posted).toEqual([request, { kind: 'more' }])
    expect(kills()).toBe(0)
    say({ ...piece, isLast: true })
    expect(await whole).toMatchObject({ id: 'a' })
    expect(kills()).toBe(1)
  })

  test('time passes only while an answer is waited for', async () => {
    const { host, terms, say, pass } = makeStage()
    const asked = askDocumentHost(host, request, terms)
    pass(90)
    say(opened)
    const reading = await asked
    pass(10_000)
    const second = reading.next()
    pass(90)
    say(piece)
    await second
    pass(10_000)
    // 180 of 250 are gone: the third answer has no 100 left.
    const third = expect(reading.next()).rejects.toMatchObject({
      code: 'document/timeout',
      details: { milliseconds: 70 },
    })
    pass(75)
    await third
  })

  test.each([
    [{ exitCode: 1 }, 'document/corrupt', { reason: 'crashed', exitCode: 1 }],
    [{ exitCode: null, signal: 'SIGSEGV' }, 'document/corrupt', { reason: 'crashed', signal: 'SIGSEGV' }],
    [
      { exitCode: null, signal: 'SIGKILL', lastWords: `x\n${guardWords.memory}\n` },
      'document/too-large',
      { reason: 'memory' },
    ],
    [
      { exitCode: null, signal: 'SIGKILL', lastWords: guardWords.time },
      'document/timeout',
      { reason: 'processor-time' },
    ],
    [
      { exitCode: 134, lastWords: 'FATAL ERROR: … JavaScript heap out of memory' },
      'document/too-large',
      { reason: 'memory' },
    ],
  ])('a host that ends with %j failed for a reason', async (how, code, details) => {
    const { host, terms, exit } = makeStage()
    const asked = expect(askDocumentHost(host, request, terms)).rejects.toMatchObject({ code, details })
    exit(how)
    await asked
  })

  test.each([
    ['another kind of answer', piece],
    ['a document that is none', { kind: 'opened' }],
    ['a cover that is no bytes', { ...opened, head: { ...head, cover: { mediaType: 'x', bytes: 'x' } } }],
  ])('%s ends the host', async (_, message) => {
    const { host, terms, say, kills } = makeStage()
    const asked = expect(askDocumentHost(host, request, terms)).rejects.toMatchObject({
      code: 'contract/invalid',
    })
    say(message)
    await asked
    expect(kills()).toBe(1)
  })

  test('a host that speaks unasked is ended, and the next request says so', async () => {
    const { host, terms, say, kills } = makeStage()
    const asked = askDocumentHost(host, request, terms)
    say(opened)
    const reading = await asked
    say(piece)
    expect(kills()).toBe(1)
    await expect(reading.next()).rejects.toMatchObject({ code: 'contract/invalid' })
  })

  test('what was cancelled before it began is not asked', async () => {
    const { host, terms, controller, posted, kills } = makeStage()
    const reason = new Error('closed')
    controller.abort(reason)
    await expect(askDocumentHost(host, request, terms)).rejects.toBe(reason)
    expect(posted).toEqual([])
    expect(kills()).toBe(1)
  })
})
