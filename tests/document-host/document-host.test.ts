import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { askDictionaryHost } from '@contract/document-host-protocol'
import type { DictionaryRequest } from '@contract/host-messages'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { launchForkedDocumentHost, openDocumentInHost } from '../../src-main/engine/documents/host-launcher'
import { buildHost, type BuiltHost } from './build-host'

let host: BuiltHost
let folder: string
const { signal } = new AbortController()

beforeAll(async () => {
  host = await buildHost()
  folder = mkdtempSync(join(tmpdir(), 'lector-hosts-'))
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** A host that misbehaves; it writes its process id to a file first. */
function standIn(name: string, body: string): { script: string; pid: () => Promise<number> } {
  const script = join(folder, `${name}.cjs`)
  const pidFile = join(folder, `${name}.pid`)
  writeFileSync(
    script,
    `require('node:fs').writeFileSync(${JSON.stringify(pidFile)}, String(process.pid));${body}`,
  )
  return { script, pid: async () => Number(await readFile(pidFile, 'utf8')) }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

async function expectGone(pid: number): Promise<void> {
  await expect.poll(() => isAlive(pid), { timeout: 5_000 }).toBe(false)
}

describe('the document host', () => {
  test('opens pasted text and files', async () => {
    const pasted = await openDocumentInHost(host.script, { source: { kind: 'text', text: 'Words.' } }, signal)
    expect(pasted.blocks).toHaveLength(1)
    const path = join(folder, 'a.md')
    writeFileSync(path, '# Title\n\nWords.')
    const file = await openDocumentInHost(host.script, { source: { kind: 'file', path } }, signal)
    expect(file).toMatchObject({ title: 'Title', format: 'markdown' })
  })

  test('reads and writes a pronunciation dictionary', async () => {
    const terms = {
      signal,
      answerMilliseconds: 30_000,
      readMilliseconds: 30_000,
      now: () => performance.now(),
      after: () => () => undefined,
    }
    const ask = (request: DictionaryRequest) =>
      askDictionaryHost(launchForkedDocumentHost(host.script, 256), request, terms)
    const entries = [
      pronunciationEntrySchema.parse({ text: 'Eloi', say: { kind: 'words', words: 'eel oy' } }),
    ]
    const written = await ask({ kind: 'write-dictionary', entries, format: 'json' })
    if (written.kind !== 'dictionary-written') throw new Error(written.kind)
    const path = join(folder, 'words.json')
    writeFileSync(path, written.text)
    expect(await ask({ kind: 'read-dictionary', path })).toMatchObject({ entries, problems: [] })
    expect(await ask({ kind: 'list-abbreviations' })).toMatchObject({
      kind: 'abbreviations-listed',
      abbreviations: expect.arrayContaining([{ text: 'Prof.', words: 'Professor' }]) as unknown,
    })
    writeFileSync(path, '\0not a dictionary')
    await expect(ask({ kind: 'read-dictionary', path })).rejects.toMatchObject({
      code: 'pronunciation/unreadable',
    })
    await expect(ask({ kind: 'read-dictionary', path: join(folder, 'no.json') })).rejects.toMatchObject({
      code: 'document/missing',
    })
  })

  test('passes on a failure with its code and details', async () => {
    const path = join(folder, 'none.txt')
    await expect(
      openDocumentInHost(host.script, { source: { kind: 'file', path } }, signal),
    ).rejects.toMatchObject({ code: 'document/missing', details: { reason: 'not-found' } })
  })

  test('answers what is no request with contract/invalid and ends by itself', async () => {
    const child: ChildProcess = fork(host.script, [], { serialization: 'advanced', execArgv: [] })
    child.send({ kind: 'nonsense' })
    const [reply] = (await once(child, 'message')) as [unknown]
    expect(reply).toMatchObject({ kind: 'failed', error: { code: 'contract/invalid' } })
    expect(await once(child, 'exit')).toEqual([0, null])
  })

  test('ends when its launcher is gone', async () => {
    const child = fork(host.script, [], { serialization: 'advanced', execArgv: [] })
    await once(child, 'spawn')
    child.disconnect()
    expect(await once(child, 'exit')).toEqual([0, null])
  })
})

describe('openDocumentInHost', () => {
  const request = { source: { kind: 'text' as const, text: 'Words.' } }

  test('a host that hangs is ended at the deadline', async () => {
    const { script, pid } = standIn('hangs', 'process.on("message", () => { for (;;); })')
    await expect(
      openDocumentInHost(script, request, signal, { answerMilliseconds: 1_500 }),
    ).rejects.toMatchObject({ code: 'document/timeout', details: { milliseconds: 1_500 } })
    await expectGone(await pid())
  })

  test('a host that dies is a corrupt document, with its status', async () => {
    const { script } = standIn('dies', 'process.on("message", () => process.exit(7))')
    await expect(openDocumentInHost(script, request, signal)).rejects.toMatchObject({
      code: 'document/corrupt',
      details: { reason: 'crashed', exitCode: 7 },
    })
  })

  test('a host that exhausts its heap is a document that takes too much memory', async () => {
    const { script, pid } = standIn(
      'eats',
      'process.on("message", () => { const a = []; for (;;) a.push({ a }); })',
    )
    await expect(openDocumentInHost(script, request, signal, { heapMebibytes: 32 })).rejects.toMatchObject({
      code: 'document/too-large',
      details: { reason: 'memory' },
    })
    await expectGone(await pid())
  })

  test('a reply that is none is contract/invalid, and the host is ended', async () => {
    const { script, pid } = standIn('lies', 'process.on("message", () => process.send({ kind: "opened" }))')
    await expect(openDocumentInHost(script, request, signal)).rejects.toMatchObject({
      code: 'contract/invalid',
    })
    await expectGone(await pid())
  })

  test('cancelling ends the host and rejects with the reason', async () => {
    const { script, pid } = standIn('waits', 'process.on("message", () => undefined)')
    const controller = new AbortController()
    const opening = openDocumentInHost(script, request, controller.signal)
    await expect.poll(() => pid().catch(() => 0), { timeout: 5_000 }).toBeGreaterThan(0)
    const reason = new Error('closed')
    controller.abort(reason)
    await expect(opening).rejects.toBe(reason)
    await expectGone(await pid())
    await expect(openDocumentInHost(script, request, controller.signal)).rejects.toBe(reason)
  })

  test('a script that is not there is no fault of the document', async () => {
    await expect(openDocumentInHost(join(folder, 'none.cjs'), request, signal)).rejects.toMatchObject({
      code: 'ENOENT',
    })
  })
})
