import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { elementType, readModel } from '../../../src-main/engine/onnx/graph'
import { areSumsExact, largestProducts } from '../../../src-main/engine/onnx/integer-products'
import { openPrepared } from '../../../src-main/engine/onnx/prepared-models'

const processor = vi.hoisted(() => ({ overflows: true }))
vi.mock('../../../src-main/engine/onnx/integer-products', async (original) => ({
  ...(await original<object>()),
  doSignedProductsOverflow: () => Promise.resolve(processor.overflows),
}))

let directory = ''
let path = ''
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'lector-sums-'))
  path = join(directory, 'largest.onnx')
  await writeFile(path, largestProducts())
})
afterEach(() => rm(directory, { recursive: true, force: true }))

/** Opens the model and closes it. @returns whether its sums were exact */
async function use(exactSums: boolean): Promise<boolean> {
  const session = await openPrepared(path, directory, { exactSums })
  try {
    return await areSumsExact(session)
  } finally {
    await session.dispose()
  }
}

/** Element types of the weights in every optimised form that was kept. */
async function keptTypes(): Promise<number[]> {
  const folder = join(directory, 'optimised')
  const forms = (await readdir(folder)).filter((name) => name.endsWith('.onnx'))
  const models = await Promise.all(forms.map(async (name) => readModel(await readFile(join(folder, name)))))
  return models.flatMap(({ graph }) => graph.initializer.map(({ dataType }) => dataType))
}

describe('openPrepared', () => {
  test('sums of bytes are exact where that is wanted, on a processor that cuts them off', async () => {
    processor.overflows = true
    expect(await use(true)).toBe(true)
    expect(await keptTypes()).not.toContain(elementType.int8)
    // From the form that was kept.
    expect(await use(true)).toBe(true)
  })

  test('elsewhere, and where it is not wanted, a model stays as it is', async () => {
    processor.overflows = true
    await use(false)
    processor.overflows = false
    await use(true)
    expect(await keptTypes()).toEqual([elementType.int8])
  })

  test('both forms of a model are kept side by side', async () => {
    processor.overflows = true
    await use(false)
    await use(true)
    expect((await keptTypes()).sort()).toEqual(expect.arrayContaining([elementType.uint8, elementType.int8]))
  })
})
