import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { licenceOf } from '../../../scripts/packaging/licences'
import { makeNotice } from '../../../scripts/packaging/notice'

describe.skipIf(!existsSync('out/main/index.js.map'))('NOTICE (needs npm run build)', () => {
  // npx vitest run --project node tests/scripts/packaging/notice.test.ts -u writes it.
  test('is what is made of the packages inside', async () => {
    await expect(await makeNotice(resolve('.'))).toMatchFileSnapshot(resolve('NOTICE'))
  })

  test('names what metadata hide', async () => {
    const notice = await readFile('NOTICE', 'utf8')
    for (const name of [
      'eSpeak NG',
      'LAME',
      'libFLAC',
      'FFmpeg',
      'libopus',
      'PortAudio',
      'Chromium',
      'Liberation Sans',
    ])
      expect(notice).toContain(name)
  })
})

describe('licenceOf', () => {
  test('knows what may be combined with GPL-3.0-or-later', () => {
    expect(licenceOf('some', 'MIT')).toBe('MIT')
    expect(licenceOf('@echogarden/espeak-ng-emscripten', 'GPL-3.0')).toBe('GPL-3.0-or-later')
  })

  test('refuses what is unknown, missing, or may not be', () => {
    for (const stated of [
      undefined,
      'UNLICENSED',
      'SEE LICENSE IN LICENSE',
      'CC-BY-NC-4.0',
      'GPL-2.0-only',
      'BUSL-1.1',
      'GPL-3.0',
    ])
      expect(() => licenceOf('some', stated), String(stated)).toThrow('some')
  })
})
