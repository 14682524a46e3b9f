import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import {
  areSumsExact,
  doSignedProductsOverflow,
  largestProducts,
} from '../../../src-main/engine/onnx/integer-products'
import { openSession } from '../../../src-main/engine/onnx/session'

// The module as it is, with a count of what is opened.
vi.mock('../../../src-main/engine/onnx/session', { spy: true })

let cache = ''
beforeEach(async () => {
  cache = await mkdtemp(join(tmpdir(), 'lector-products-'))
  vi.mocked(openSession).mockClear()
})
afterEach(() => rm(cache, { recursive: true, force: true }))

async function isPlainlyExact(): Promise<boolean> {
  const session = await openSession(largestProducts())
  try {
    return await areSumsExact(session)
  } finally {
    await session.dispose()
  }
}
const notes = async () =>
  (await readdir(join(cache, 'optimised'))).map((name) => join(cache, 'optimised', name))

describe('doSignedProductsOverflow', () => {
  test('says of this processor what comes of the largest products', async () => {
    const isExact = await isPlainlyExact()
    expect(await doSignedProductsOverflow(cache)).toBe(!isExact)
    // Also from the note.
    expect(await doSignedProductsOverflow(cache)).toBe(!isExact)
  })

  test('is computed once for a folder of prepared models, and again where that was damaged', async () => {
    const first = await doSignedProductsOverflow(cache)
    await doSignedProductsOverflow(cache)
    expect(openSession).toHaveBeenCalledTimes(1)
    const [note] = await notes()
    const whole = await readFile(note, 'utf8')
    await writeFile(note, 'over')
    expect(await doSignedProductsOverflow(cache)).toBe(first)
    expect(openSession).toHaveBeenCalledTimes(2)
    expect(await readFile(note, 'utf8')).toBe(whole)
  })

  test('is taken to be so where it cannot be computed, which is not kept', async () => {
    vi.mocked(openSession).mockRejectedValueOnce(new Error('no memory'))
    expect(await doSignedProductsOverflow(cache)).toBe(true)
    expect(await doSignedProductsOverflow(cache)).toBe(!(await isPlainlyExact()))
    expect(await notes()).toHaveLength(1)
  })

  test('is computed where nothing can be kept', async () => {
    await writeFile(join(cache, 'optimised'), 'a file where the folder should be')
    expect(await doSignedProductsOverflow(cache)).toBe(!(await isPlainlyExact()))
  })
})
