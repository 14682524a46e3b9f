import { describe, expect, test } from 'vitest'
import { fileKinds } from '../../src-main/app/file-kinds'

describe('fileKinds', () => {
  test('names every extension once, without its dot, and every media type once', () => {
    const extensions = fileKinds.flatMap((kind) => kind.extensions)
    expect(new Set(extensions).size).toBe(extensions.length)
    for (const extension of extensions) expect(extension).toMatch(/^[a-z]+$/)
    const types = fileKinds.map(({ mimeType }) => mimeType)
    expect(new Set(types).size).toBe(types.length)
    for (const type of types) expect(type).toMatch(/^(?:application|audio|text)\/[A-Za-z0-9.+-]+$/)
  })
})
