import { existsSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, pictures, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const corpusFolder = resolve(import.meta.dirname, '../../../shared/corpus/dev')
const hasCorpus = existsSync(corpusFolder)
const corpusNeeds = '(needs ../shared/corpus)'

describe.skipIf(!hasElectron || !hasVoice)('ways of writing (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, captureLit, resize, theme, zoom } = openCamera(() => lector)
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    lector = await openLector()
    await resize(usualSize)
    await theme('Light')
  })
  afterAll(async () => {
    const { complaints } = lector
    await lector.close()
    expect(complaints).toEqual([])
  })

  /** Opens a file as one dropped on the window. */
  async function open(path: string): Promise<void> {
    const held = await openCamera(() => lector).holdFile(path)
    await held.end()
    await lector.page.locator('article h1, article h2, article p').first().waitFor()
  }
  const page = () => lector.page.getByTestId('page')
  const scrolled = () => page().evaluate(({ scrollLeft, scrollTop }) => ({ scrollLeft, scrollTop }))

  test.skipIf(!hasCorpus)(`a Japanese book of columns ${corpusNeeds}`, async () => {
    await open(join(corpusFolder, 'epub3-japanese-vertical-ruby.epub'))
    await expect.poll(() => page().getAttribute('data-writing')).toBe('vertical-rl')
    await lector.page.locator('article p').nth(6).waitFor()
    await picture('vertical-light')
    await theme('Dark')
    await picture('vertical-dark')
    await theme('Light')
    await resize(smallestSize)
    await picture('vertical-720')
    await resize(usualSize)
    await zoom(2)
    await picture('vertical-200')
    await zoom(1)
  })
  void [button, captureLit, writeFile, scrolled]
})
