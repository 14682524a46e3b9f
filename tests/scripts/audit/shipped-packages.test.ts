import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { shippedPackages } from '../../../scripts/audit/shipped-packages.mjs'

const root = resolve(import.meta.dirname, '../../..')
const out = join(root, 'out', 'main')
const shipped = shippedPackages(root)

describe('shippedPackages', () => {
  test('knows what is installed, what is imported, what those need, and what plugins bring', () => {
    for (const name of [
      'onnxruntime-node',
      'naudiodon',
      'electron',
      'svelte',
      'zod',
      'micromark-core-commonmark',
      'pdfjs-dist',
      '@fontsource/opendyslexic',
      'unicode-emoji-json',
    ])
      expect(shipped, name).toContain(`node_modules/${name}`)
    for (const tool of ['vitest', 'eslint', 'playwright-core', 'electron-builder', 'axe-core'])
      expect(shipped, tool).not.toContain(`node_modules/${tool}`)
  })

  test.skipIf(!existsSync(out))('misses none that the built scripts are made of (needs a build)', () => {
    const maps = readdirSync(out, { recursive: true })
      .map(String)
      .filter((name) => name.endsWith('.map'))
    const sources = maps.flatMap((name) => {
      const map = JSON.parse(readFileSync(join(out, name), 'utf8')) as { sources: string[] }
      return map.sources
    })
    const places = new Set(
      sources.flatMap((source) => {
        const [place] = /node_modules\/(?:.*\/node_modules\/)?(?:@[^/]+\/)?[^/]+/.exec(source) ?? []
        return place === undefined ? [] : [place]
      }),
    )
    expect(places.size).toBeGreaterThan(5)
    expect([...places].filter((place) => !shipped.has(place))).toEqual([])
  })
})
