import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { cancelExport } from '@contract/calls/export'
import { AppError, errorCodes, errorDataSchema, fromErrorData, toErrorData } from '@contract/errors'
import { settingsSchema } from '@contract/settings'
import { IpcRouter } from '../../src-main/app/ipc-router'
import { openLog } from '../../src-main/app/log'
import { createRandom } from '../helpers/random'

const throws = 1_000
/** What must stand nowhere: parts of paths, titles, texts and secrets. */
const markers = ['Lantern-Marsh', 'kept a ferry', 'hunter2', 'Books of Mine']
const path = join(homedir(), 'Books of Mine', 'Lantern-Marsh, a novel.epub')
const sentence = 'The widow kept a ferry\n    at kept a ferry (Lantern-Marsh.js:1:1)\nand a lamp.'

let folder: string
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'lector-log-'))))
afterEach(() => rmSync(folder, { recursive: true }))
const logged = (): string =>
  readdirSync(folder)
    .map((name) => readFileSync(join(folder, name), 'utf8'))
    .join('')

/** Ways to fail that carry what a person reads; the last ones cannot even be looked at. */
const failures: readonly ((pick: <Item>(items: readonly Item[]) => Item) => unknown)[] = [
  (pick) =>
    new AppError(pick(errorCodes), `${path} is gone: ${sentence}`, {
      details: { fileName: 'Lantern-Marsh, a novel.epub', reason: 'Lantern-Marsh', bytesNeeded: 12 },
      cause: new Error(sentence, { cause: new TypeError(path) }),
    }),
  (pick) =>
    fromErrorData(
      toErrorData(new AppError(pick(errorCodes), sentence, { details: { password: 'hunter2' } })),
    ),
  () => new Error(sentence),
  () => new TypeError(`Cannot read properties of ${path}`),
  () =>
    Object.assign(new Error(`ENOENT: no such file or directory, open '${path}'`), { code: 'ENOENT', path }),
  () => thrownBy(() => JSON.parse(sentence)),
  () => thrownBy(() => readFileSync(path)),
  () => settingsSchema.safeParse({ version: sentence, keys: { [path]: sentence } }).error,
  () =>
    Object.assign(new Error('x'), { stack: `Error: ${sentence}\n    at read (${path}:1:1)`, message: 'x' }),
  () => new AggregateError([new Error(sentence)], path),
  () => new DOMException(sentence, 'AbortError'),
  () => sentence,
  () => ({ path, toString: () => sentence }),
  () => undefined,
  () => null,
  () => Symbol(path),
  () => Object.create(null) as unknown,
  () => ({ toString: () => thrownBy(() => JSON.parse(sentence)) }),
  () => revoked(),
  () => Object.defineProperty(new Error(sentence), 'stack', { get: () => thrownHere(path) }),
]

function thrownBy(run: () => unknown): unknown {
  try {
    return run()
  } catch (error) {
    return error
  }
}

function thrownHere(message: string): never {
  throw new Error(message)
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

describe('openLog', () => {
  test(`of ${throws} failures in handlers each is answered with a code and logged, without a path, a title or a text`, async () => {
    const random = createRandom(20_261_124)
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)]
    const log = openLog(folder)
    let listener: (event: unknown, input: unknown) => Promise<unknown> = () => Promise.resolve(null)
    const router = new IpcRouter(
      { handle: (_channel, answer) => (listener = answer as typeof listener), on: () => ({}) as never },
      () => true,
      log.error,
    )
    let failure: unknown
    router.handle(cancelExport, () => {
      throw failure
    })
    for (let index = 0; index < throws; index++) {
      failure = (index < failures.length ? failures[index] : pick(failures))(pick)
      const event = { senderFrame: { parent: null, url: 'lector://app/index.html' }, sender: {} }
      const reply = (await listener(event, { jobId: 'a' })) as { ok: boolean; error: unknown }
      expect(reply.ok).toBe(false)
      errorDataSchema.parse(reply.error)
    }
    const text = logged()
    expect(text.match(/ error export:cancel: /g)).toHaveLength(throws)
    for (const marker of [...markers, homedir()]) expect(text, marker).not.toContain(marker)
    expect(text).toContain('document/missing')
    expect(text).toContain('ENOENT')
    expect(text).toContain('bytesNeeded=12')
    expect(text).toMatch(/at .*log\.test\.[jt]s:\d+:\d+|because of Error/)
  })

  test('says of an error of the program where it was thrown, and by which script', () => {
    const log = openLog(folder)
    const error = new TypeError(path)
    error.stack = `TypeError: ${path}\n    at DocumentShelf.openFile (${join(homedir(), 'lector', 'out', 'main', 'index.js')}:12:34)\n    at async node:internal/process:1:2`
    log.error('main', error)
    expect(logged()).toMatch(
      /error main: TypeError\n {2}at DocumentShelf\.openFile index\.js:12:34\n {2}at node:internal\/process:1:2\n$/,
    )
  })

  test('however much is noted, it stays under 10 MB in all, the newest lines last', () => {
    writeFileSync(join(folder, 'lector.log'), 'x'.repeat(20_000_000))
    const log = openLog(folder)
    for (let index = 0; index < 3_000; index++) log.info('guard', `${index} ${'é\n'.repeat(5_000)}`)
    log.info('guard', 'the last')
    const sizes = readdirSync(folder).map((name) => statSync(join(folder, name)).size)
    expect(sizes.reduce((sum, size) => sum + size, 0)).toBeLessThan(10_000_000)
    expect(readFileSync(join(folder, 'lector.log'), 'utf8')).toMatch(/the last\n$/)
    expect(readdirSync(folder).sort()).toEqual(['lector.log', 'lector.old.log'])
    expect(log.recent().at(-1)).toMatch(/info guard: the last$/)
    expect(log.recent().length).toBeLessThanOrEqual(40)
  })

  test('a folder that is gone costs the lines and nothing else', () => {
    const log = openLog(join(folder, 'gone'))
    rmSync(join(folder, 'gone'), { recursive: true })
    log.info('page', 'gone')
    expect(log.recent()).toHaveLength(1)
  })
})
