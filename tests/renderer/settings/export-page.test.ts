import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import ExportPage from '../../../src-renderer/settings/ExportPage.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

let mounted: MountedApp
beforeEach(() => {
  mounted = mountInApp(ExportPage, {}, null)
})
afterEach(() => mounted.close())
const ways = () => mounted.app.settings.current.export

function type(pattern: string): void {
  const field = named('input', 'Names of files') as HTMLInputElement
  field.value = pattern
  field.dispatchEvent(new Event('input', { bubbles: true }))
  flushSync()
}

describe('ExportPage', () => {
  test('a pattern holds once there are names with it', () => {
    type('{book} {n')
    expect(ways().pattern).toBe('{book} {n')
    type('{book} {tune}')
    expect(document.body.textContent).toContain('There is no {tune}')
    expect(ways().pattern).toBe('{book} {n')
    type('{book} {nn}')
    expect(ways().pattern).toBe('{book} {nn}')
    expect(document.body.textContent).toContain('First: The book 01.wav')
  })

  test('the last format that is chosen stays', () => {
    const formats = [...document.querySelectorAll<HTMLInputElement>('input[type="checkbox"]')].slice(0, 5)
    expect(formats[0]?.disabled).toBe(true)
    formats[3]?.click()
    flushSync()
    expect(ways().formats).toEqual(['wav', 'flac'])
    formats[0]?.click()
    flushSync()
    expect(ways().formats).toEqual(['flac'])
    expect(formats[3]?.disabled).toBe(true)
  })

  test('is as loud as it is heard, or as loud as audiobooks are', () => {
    const [even, heard] = [...document.querySelectorAll<HTMLInputElement>('[aria-label="Loudness"] input')]
    heard?.click()
    flushSync()
    expect(ways().loudnessLufs).toBeNull()
    even?.click()
    flushSync()
    expect(ways().loudnessLufs).toBe(-18)
  })
})
