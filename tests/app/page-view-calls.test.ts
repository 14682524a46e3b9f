import { mkdtemp, rm, stat, symlink, unlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { PageFile } from '../../src-main/app/document-shelf'
import { stampOf } from '../../src-main/app/file-stamp'
import { IpcRouter } from '../../src-main/app/ipc-router'
import { answerPageViewCalls } from '../../src-main/app/page-view-calls'

let folder: string
let path: string
let file: PageFile
const listeners = new Map<string, (event: unknown, input: unknown) => Promise<unknown>>()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lector-pages-'))
  path = join(folder, 'book.pdf')
  await writeFile(path, '%PDF-1.7 the pages')
  await writeFile(join(folder, 'secret.txt'), 'root:x:0:0:as long')
  file = { path, password: null, stamp: stampOf(path) }
  await file.stamp
  const router = new IpcRouter(
    {
      handle: (channel, listener) => void listeners.set(channel, listener as never),
      on: () => ({}) as never,
    },
    () => true,
    () => undefined,
  )
  answerPageViewCalls(router, { shelf: { pageFile: () => file } as never, library: {} as never })
})
afterEach(() => rm(folder, { recursive: true }))

const call = (channel: string, input: object) =>
  listeners.get(channel)?.(
    { senderFrame: { parent: null, url: '' } },
    { documentId: 'a'.repeat(64), ...input },
  )
const bytes = () => call('pages:bytes', { startByte: 1, endByte: 1_000 })

describe('answerPageViewCalls', () => {
  test('hands over what lies in the file, and no more than there is', async () => {
    await expect(call('pages:file', {})).resolves.toEqual({
      ok: true,
      value: { byteLength: 18, password: null },
    })
    await expect(bytes()).resolves.toEqual({
      ok: true,
      value: new Uint8Array(Buffer.from('PDF-1.7 the pages')),
    })
  })

  test('of a link put in place of the file since it was opened it hands over nothing', async () => {
    const { atime, mtime } = await stat(path)
    // As long as the file was, and of the same instant.
    await utimes(join(folder, 'secret.txt'), atime, mtime)
    await unlink(path)
    await symlink(join(folder, 'secret.txt'), path)
    for (const answer of [bytes(), call('pages:file', {})])
      await expect(answer).resolves.toMatchObject({ ok: false, error: { code: 'document/missing' } })
  })

  test('nor of a file that was written anew, or is gone', async () => {
    await utimes(path, 1, 1)
    await expect(bytes()).resolves.toMatchObject({ ok: false, error: { code: 'document/missing' } })
    await unlink(path)
    await expect(bytes()).resolves.toMatchObject({ ok: false, error: { code: 'document/missing' } })
  })
})
