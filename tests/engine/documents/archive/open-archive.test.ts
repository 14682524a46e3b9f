import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../src-main/contract/errors'
import { openArchive, type Archive } from '../../../../src-main/engine/documents/archive'
import { memorySource } from '../../../../src-main/engine/documents/byte-source'
import { zipBytes, type ZipFixtureEntry } from '../../../fixtures/archive/zip'

const { signal } = new AbortController()

function open(bytes: Uint8Array): Promise<Archive> {
  return openArchive(memorySource('a.zip', bytes), signal)
}

function openEntries(...entries: ZipFixtureEntry[]): Promise<Archive> {
  return open(zipBytes(entries))
}

async function textIn(archive: Archive, name: string): Promise<string> {
  return Buffer.from(await archive.read(name)).toString()
}

const unsafe = { code: 'document/too-large', details: { reason: 'unsafe' } }
const mebibyte = 2 ** 20

describe('openArchive', () => {
  test('reads stored and deflated files by their names', async () => {
    const archive = await openEntries(
      { name: 'a.txt', data: 'A', method: 0 },
      { name: 'dir/', method: 0 },
      { name: 'dir/b.txt', data: 'B'.repeat(500) },
    )
    expect(archive.entries).toEqual([
      { name: 'a.txt', byteLength: 1 },
      { name: 'dir/b.txt', byteLength: 500 },
    ])
    expect(await textIn(archive, 'a.txt')).toBe('A')
    expect(await textIn(archive, 'dir/b.txt')).toBe('B'.repeat(500))
    expect(archive.has('dir')).toBe(false)
  })

  test('an archive without files is open and empty', async () => {
    expect((await openEntries()).entries).toEqual([])
  })

  test('a comment, line ends and padding behind the archive do not hide it', async () => {
    const archive = Buffer.concat([zipBytes([{ name: 'a', data: 'A' }], 'made by hand'), Buffer.alloc(3000)])
    expect(await textIn(await open(archive), 'a')).toBe('A')
  })

  test('finds names that differ in case or composition, the exact one first', async () => {
    const archive = await openEntries(
      { name: 'Text/Caf\u00e9.xhtml' },
      { name: 'a.xhtml', data: '1' },
      { name: 'A.xhtml', data: '2' },
    )
    expect(archive.find('text/cafe\u0301.xhtml')?.name).toBe('Text/Caf\u00e9.xhtml')
    expect(archive.find('A.xhtml')?.name).toBe('A.xhtml')
    expect(archive.find('b.xhtml')).toBeNull()
  })

  test('names in UTF-8 are read whether they are marked or not, others by the old code page', async () => {
    const archive = await openEntries(
      { name: '章.xhtml', isMarkedUtf8: false },
      { name: Uint8Array.of(0x82, 0x2e, 0x78), isMarkedUtf8: false },
    )
    expect(archive.entries.map(({ name }) => name)).toEqual(['章.xhtml', 'é.x'])
  })

  test('unsafe names are matched by nothing', async () => {
    const archive = await openEntries(
      { name: '../up.txt' },
      { name: 'a/../../up.txt' },
      { name: '..\\..\\up.txt' },
      { name: '/etc/passwd' },
      { name: 'C:\\windows\\a.txt' },
      { name: '\\\\host\\share' },
      { name: 'nul\0.txt' },
      { name: 'text/CON.xhtml' },
      { name: 'link', data: '/etc/passwd', isSymbolicLink: true },
      { name: '.\\OEBPS\\a.xhtml' },
    )
    expect(archive.entries.map(({ name }) => name)).toEqual(['OEBPS/a.xhtml'])
  })

  test('encrypted files are named as such when they are asked for', async () => {
    const archive = await openEntries({ name: 'a', data: 'secret', flags: 1 }, { name: 'b', data: 'open' })
    await expect(archive.read('a')).rejects.toMatchObject({ code: 'document/encrypted' })
    expect(await textIn(archive, 'b')).toBe('open')
    await expect(openEntries({ name: 'a', flags: 0x41 })).rejects.toMatchObject({
      code: 'document/encrypted',
    })
  })

  test('a packing nobody knows is damage', async () => {
    const archive = await openEntries({ name: 'a', data: 'x', method: 99 })
    await expect(archive.read('a')).rejects.toMatchObject({
      code: 'document/corrupt',
      details: { reason: 'compression' },
    })
  })

  test('the beginning of a file comes alone, stored or deflated', async () => {
    const text = Array.from({ length: 9_000 }, (_, line) => `line ${line}`).join('\n')
    const archive = await openEntries(
      { name: 'stored', data: text, method: 0 },
      { name: 'deflated', data: text },
      { name: 'short', data: 'ab' },
    )
    expect(Buffer.from(await archive.readHead('stored', 100)).toString()).toBe(text.slice(0, 100))
    const head = Buffer.from(await archive.readHead('deflated', 400)).toString()
    expect(head.length).toBeGreaterThan(100)
    expect(text.startsWith(head)).toBe(true)
    expect(Buffer.from(await archive.readHead('short', 400)).toString()).toBe('ab')
  })

  test('beginnings count for what they hold, so that ten thousand small ones cost the rest nothing', async () => {
    const archive = await openEntries(
      { name: 'ornament', data: 'x'.repeat(300) },
      { name: 'chapter', data: 'A' },
    )
    for (let times = 0; times < 10_000; times++) await archive.readHead('ornament', 131_072)
    expect(await textIn(archive, 'chapter')).toBe('A')
  })

  test('a file that grows two hundredfold is not inflated', async () => {
    const archive = await openEntries({ name: 'a', data: Buffer.alloc(4 * mebibyte) })
    await expect(archive.read('a')).rejects.toMatchObject(unsafe)
  })

  test('a file that holds more than it admits is refused while it is inflated', async () => {
    const archive = await openEntries({ name: 'a', data: Buffer.alloc(64 * mebibyte), declaredBytes: 1000 })
    const before = process.memoryUsage().rss
    await expect(archive.read('a')).rejects.toMatchObject(unsafe)
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * mebibyte)
  })

  test('a file that holds less than it says, or breaks off, is damaged', async () => {
    const archive = await openEntries({ name: 'a', data: 'a'.repeat(100), declaredBytes: 200 })
    await expect(archive.read('a')).rejects.toMatchObject({ code: 'document/corrupt' })
  })

  test('what one caller allows is a limit as well', async () => {
    const archive = await openEntries({ name: 'a', data: 'abcd' })
    await expect(archive.read('a', { maxBytes: 3 })).rejects.toMatchObject(unsafe)
  })

  test('all that is read of one archive counts together', async () => {
    const data = Buffer.alloc(mebibyte - 1)
    const archive = await openEntries({ name: 'a', data })
    const readings = Array.from({ length: 1030 }, () => 'a')
    const readAll = async (): Promise<void> => {
      for (const name of readings) await archive.read(name)
    }
    await expect(readAll()).rejects.toMatchObject(unsafe)
  })

  test('entries that share their bytes are refused', async () => {
    await expect(openEntries({ name: 'a', data: 'x' }, { name: 'b', sameAs: 0 })).rejects.toMatchObject(
      unsafe,
    )
  })

  test('two entries of one name are refused', async () => {
    await expect(openEntries({ name: 'a/b' }, { name: 'a\\b' })).rejects.toMatchObject({
      code: 'document/corrupt',
      details: { reason: 'duplicate' },
    })
  })

  test('more entries than any document has are refused before they are read', async () => {
    const bytes = zipBytes(Array.from({ length: 10_001 }, (_, index) => ({ name: `${index}` })))
    await expect(open(bytes)).rejects.toMatchObject(unsafe)
  })

  test('a source larger than any archive is refused before it is read', async () => {
    const huge = { ...memorySource('a.zip', zipBytes([])), byteLength: 2 ** 31 + 1 }
    await expect(openArchive(huge, signal)).rejects.toMatchObject(unsafe)
  })

  test('an archive whose end is missing is damaged or incomplete', async () => {
    const bytes = zipBytes([{ name: 'a', data: 'A' }])
    for (const length of [0, 4, 40, bytes.length - 30])
      await expect(open(bytes.subarray(0, length))).rejects.toMatchObject({ code: 'document/corrupt' })
  })

  test('stops when it is cancelled', async () => {
    const controller = new AbortController()
    const archive = await openArchive(memorySource('a', zipBytes([{ name: 'a' }])), controller.signal)
    controller.abort(new Error('enough'))
    await expect(archive.read('a')).rejects.toThrow('enough')
  })

  test('whatever is changed in an archive, it opens or fails by a code', async () => {
    const bytes = zipBytes([
      { name: 'mimetype', data: 'application/epub+zip', method: 0 },
      { name: 'a.xhtml', data: 'Text. '.repeat(100) },
      { name: 'b.xhtml', data: 'b', method: 0 },
    ])
    const change = fc.record({ at: fc.nat(bytes.length - 1), byte: fc.nat(255) })
    await fc.assert(
      fc.asyncProperty(
        fc.array(change, { minLength: 1, maxLength: 6 }),
        fc.nat(bytes.length),
        async (changes, cut) => {
          const mutant = Buffer.from(bytes)
          for (const { at, byte } of changes) mutant[at] = byte
          try {
            const archive = await open(cut % 4 === 0 ? mutant.subarray(0, cut) : mutant)
            for (const { name } of archive.entries) await archive.read(name).catch(onlyAppErrors)
          } catch (error) {
            onlyAppErrors(error)
          }
        },
      ),
      { seed: 7, numRuns: 500 },
    )
  })
})

function onlyAppErrors(error: unknown): void {
  if (!(error instanceof AppError)) throw error
}
