import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { describe, expect, test, vi } from 'vitest'
import { BundledCMaps } from '../../../../src-main/engine/documents/pdf/cmaps'
import { libraryVersion, loadWithLibrary } from '../../../../src-main/engine/documents/pdf/library'
import { tinyPdf } from '../../../fixtures/pdf/documents'

describe('the library', () => {
  test('is of the one version that its changes were written for: another one is not loaded', () => {
    const path = createRequire(import.meta.url).resolve('pdfjs-dist/package.json')
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
    expect(version).toBe(libraryVersion)
  })

  test('opens a document without a word on the console, a request or a file', async () => {
    const fetched = vi.spyOn(globalThis, 'fetch')
    const logged = vi.spyOn(console, 'log')
    const task = await loadWithLibrary(new Uint8Array(tinyPdf()))
    expect((await task.promise).numPages).toBe(1)
    await task.destroy()
    expect(fetched).not.toHaveBeenCalled()
    expect(logged).not.toHaveBeenCalled()
    fetched.mockRestore()
    logged.mockRestore()
  })

  test('leaves the lists of the process as fast as they are', async () => {
    const task = await loadWithLibrary(new Uint8Array(tinyPdf()))
    await task.promise
    await task.destroy()
    // A function that was written has one; what is built in has none.
    expect(Object.hasOwn(Array.prototype.push, 'prototype')).toBe(false)
  })
})

describe('BundledCMaps', () => {
  test('has the maps of all four scripts, each in bytes of its own', async () => {
    const maps = new BundledCMaps()
    for (const name of ['90ms-RKSJ-H', 'GBK-EUC-H', 'ETen-B5-V', 'KSCms-UHC-H', 'Adobe-Japan1-UCS2']) {
      const { cMapData, isCompressed } = await maps.fetch({ name })
      expect(cMapData.length).toBeGreaterThan(50)
      expect(cMapData.byteLength).toBe(cMapData.buffer.byteLength)
      expect(isCompressed).toBe(true)
    }
    await expect(maps.fetch({ name: '../../etc/passwd' })).rejects.toThrow()
  })
})
