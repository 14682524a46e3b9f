import { execFileSync } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readDocumentFile } from '../../../src-main/engine/documents/read-file'

const { signal } = new AbortController()
let folder: string
const at = (name: string): string => join(folder, name)

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lector-read-file-'))
  writeFileSync(at('words.txt'), 'Words.')
  writeFileSync(at('big.txt'), Buffer.alloc(3_000_000, 'a'))
  mkdirSync(at('folder'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('readDocumentFile', () => {
  test('a file is read whole, a link to it as well', async () => {
    symlinkSync(at('words.txt'), at('link.txt'))
    expect(Buffer.from(await readDocumentFile(at('words.txt'), signal)).toString()).toBe('Words.')
    expect(Buffer.from(await readDocumentFile(at('link.txt'), signal)).toString()).toBe('Words.')
    expect((await readDocumentFile(at('big.txt'), signal)).length).toBe(3_000_000)
  })

  test('what is not there is missing', async () => {
    for (const path of [at('none.txt'), at('words.txt/none'), ''])
      await expect(readDocumentFile(path, signal)).rejects.toMatchObject({
        code: 'document/missing',
        details: { reason: 'not-found' },
      })
  })

  test('a folder and a path with a NUL are no files', async () => {
    await expect(readDocumentFile(at('folder'), signal)).rejects.toMatchObject({
      code: 'document/missing',
      details: { reason: 'not-a-file' },
    })
    await expect(readDocumentFile('a\0b', signal)).rejects.toMatchObject({ code: 'document/missing' })
  })

  test.skipIf(process.platform === 'win32')(
    'a pipe nobody writes to and an endless device are refused at once (not on Windows, which has neither)',
    async () => {
      execFileSync('mkfifo', [at('pipe.txt')])
      for (const path of [at('pipe.txt'), '/dev/zero'])
        await expect(readDocumentFile(path, signal)).rejects.toMatchObject({
          code: 'document/missing',
          details: { reason: 'not-a-file' },
        })
    },
    2_000,
  )

  test.skipIf(process.platform === 'win32' || process.getuid?.() === 0)(
    'a file one may not read is missing (not as root, who may read everything, nor on Windows)',
    async () => {
      writeFileSync(at('secret.txt'), 'Words.')
      chmodSync(at('secret.txt'), 0)
      await expect(readDocumentFile(at('secret.txt'), signal)).rejects.toMatchObject({
        code: 'document/missing',
        details: { reason: 'no-permission' },
      })
    },
  )

  test('a cancelled reading rejects with the reason', async () => {
    const reason = new Error('closed')
    await expect(readDocumentFile(at('words.txt'), AbortSignal.abort(reason))).rejects.toBe(reason)
  })
})
