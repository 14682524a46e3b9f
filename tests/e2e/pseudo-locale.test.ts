import { readFileSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { documentOpened, documentRefused } from '@contract/calls/document'
import { documentWarnings, emptyPiece } from '@contract/document'
import { AppError, toErrorData } from '@contract/errors'
import { createTranslator } from '@contract/strings/translator'
import { voiceManifestSchema } from '../../src-main/engine/voices/store/manifest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const nowhere = { part: 0, startChar: 0, endChar: 0, exact: false }

/** What no language changes: names of voices, formats, devices and keys. */
const names =
  /^\(?(?:Lector|Heart|Joe|Emma|Fable|Fenrir|Kore|Literata|CPU|Aa|(?:(?:Ctrl|Shift|Alt)(?:\+|$))*(?:Ctrl|Shift|Alt|Esc|Space|Home|End|Page Up|Page Down|F\d+|[A-Z]|\P{L}+))\)?$/u

/** Devices and kinds of voices by their own names, and the system's names of languages. */
const saidElsewhere = /^(?:Kokoro|CUDA|TensorRT|WebGPU|DirectML|Core ML|\p{L}+ English)$/u

/** What the makers of voices say of them. */
const voicesOwn = ['heart', 'joe', 'kokoro-heart'].map(
  (id) =>
    voiceManifestSchema.parse(JSON.parse(readFileSync(`models/${id}/manifest.json`, 'utf8'))).description ??
    '-',
)

/** Words of the interface that stand in the window as they are in English. Runs inside the page. */
function plainTexts(): string[] {
  const texts: string[] = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const element = node.parentElement
    if (!element || element.closest('.prose, .book, svg, script, style')) continue
    texts.push(node.textContent?.trim() ?? '')
  }
  for (const element of document.querySelectorAll('[aria-label], [title], [placeholder]')) {
    if (element.closest('.prose, .book') ?? element.matches('article')) continue
    for (const name of ['aria-label', 'title', 'placeholder'])
      texts.push(element.getAttribute(name)?.trim() ?? '')
  }
  // A message stands in brackets, one that is put into another in brackets of its own; the rest is in no catalogue.
  // A bracket that is pressed with Ctrl is the name of a key, and no bracket.
  const withoutMessages = (text: string): string => {
    const rest = text.replace(/\[[^[\]]*\]/g, ' ')
    return rest === text ? text.trim() : withoutMessages(rest)
  }
  return [...new Set(texts.map((text) => withoutMessages(text.replace(/\+[[\]]/g, '+|'))))].filter((text) =>
    /\p{L}/u.test(text),
  )
}

describe.skipIf(!hasElectron || !hasVoice)(
  'another language, in pictures (needs Electron and the voice)',
  () => {
    let lector: LectorWindow
    afterEach(() => lector.close())
    const { picture, resize, zoom } = openCamera(() => lector)

    async function visit(look: (state: string) => Promise<void>): Promise<void> {
      const { page } = lector
      await look('empty')
      await lector.paste('The kettle was on. It sang for an hour, and nobody heard it.\n\nThen it was still.')
      await page.getByTestId('page').getByText('The kettle').waitFor()
      await page.keyboard.press('Space')
      await lector.litWord()
      await look('reading')
      await page.keyboard.press('F8')
      await look('reading-panel')
      await page.keyboard.press('F8')
      await page.keyboard.press('?')
      await look('shortcuts')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+e')
      await page.getByTestId('export-dialog').waitFor()
      await page.locator('summary').click()
      await page.locator('.path').filter({ hasText: /./ }).waitFor()
      // It was scrolled to what was clicked.
      await page.getByTestId('export-dialog').evaluate((dialog) => dialog.scrollTo(0, 0))
      await look('export-dialog')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+,')
      await page.locator('.settings nav ul button').first().waitFor()
      for (let index = 0; index < (await page.locator('.settings nav ul button').count()); index++) {
        await page.locator('.settings nav ul button').nth(index).click()
        await look(`settings-${index}`)
      }
      await page.keyboard.press('Escape')
    }

    /** Sentences that begin elsewhere: in the engine, in the host that parses documents, in main. */
    async function visitFarSentences(look: (state: string) => Promise<void>): Promise<void> {
      const { page, app } = lector
      const { t } = createTranslator('en-XA')
      const button = (name: string) => page.getByRole('button', { name, exact: true })
      await page.keyboard.press('Control+,')
      await button(t('settings.page-pronunciation')).click()
      const dictionary = join(lector.directory, 'words.csv')
      await writeFile(dictionary, 'text,say,match\n1,2,\n(,x,regex\n,x,\n')
      await app.evaluate(({ dialog }, filePath) => {
        dialog.showOpenDialog = (...asked: unknown[]) => {
          Object.assign(globalThis, { askedFor: JSON.stringify(asked.at(-1)) })
          return Promise.resolve({ canceled: false, filePaths: [filePath] })
        }
      }, dictionary)
      await button(t('pronunciation.import')).click()
      await page.locator('.settings').getByTestId('banner').waitFor()
      await look('imported')
      const asked = await app.evaluate(() => String(Reflect.get(globalThis, 'askedFor')))
      const { filters } = JSON.parse(asked) as { filters: { name: string }[] }
      for (const { name } of filters) expect(name).toMatch(/^\[.*\]$/)
      await button(t('pronunciation.add')).click()
      await page.locator('.settings form input').first().fill('(')
      await page.getByRole('radio', { name: t('pronunciation.match-regex') }).check({ force: true })
      await page.locator('.settings [role=alert]').last().waitFor()
      await look('entry-refused')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Escape')
      const odd = { title: 'The kettle was on', authors: [], format: 'txt' as const, ...emptyPiece() }
      const blocks = [{ kind: 'paragraph' as const, text: 'It sang.', marks: [], source: nowhere }]
      const warnings = documentWarnings.map((code) => ({ code, count: 2 }))
      await lector.tell(documentOpened, { ...odd, id: 'odd', blocks, warnings, isWhole: true })
      await page.getByTestId('page').getByText('It sang.').waitFor()
      await look('remarks')
      const damaged = new AppError('document/corrupt', 'The XML is broken at 12')
      await lector.tell(documentRefused, { error: toErrorData(damaged) })
      await page.getByTestId('banner').last().waitFor()
      await look('refused')
    }

    test('longer words fit, and every word is of the catalogue', async () => {
      lector = await openLector({ environment: { LECTOR_LOCALE: 'en-XA' } })
      await resize(usualSize)
      const plain: string[] = []
      const look = async (state: string) => {
        await picture(`pseudo-long-${state}`)
        plain.push(...(await lector.page.evaluate(plainTexts)))
      }
      const documents = await lector.app.evaluate(({ app }) => app.getPath('documents'))
      await visit(look)
      await visitFarSentences(look)
      expect(
        [...new Set(plain)].filter(
          (text) =>
            // The person's own: the title of what was pasted, the folders of the log and of what is saved. And a voice's, in its maker's words.
            !['The kettle was on', lector.directory, documents, ...voicesOwn].some((own) =>
              text.startsWith(own),
            ) && ![names, saidElsewhere].some((known) => known.test(text)),
        ),
      ).toEqual([])
      await resize(smallestSize)
      await picture('pseudo-long-720')
      await resize(usualSize)
      await zoom(2)
      await picture('pseudo-long-200')
      await zoom(1)
    })

    test('a language from right to left mirrors the window', async () => {
      lector = await openLector({ environment: { LECTOR_LOCALE: 'ar-XB' } })
      await resize(usualSize)
      await visit((state) => picture(`pseudo-mirrored-${state}`))
      const { direction, sidebar } = await lector.page.evaluate(() => ({
        direction: document.documentElement.dir,
        sidebar: document.querySelector('.sidebar')?.getBoundingClientRect().left,
      }))
      expect(direction).toBe('rtl')
      expect(sidebar).toBeGreaterThan(usualSize.width / 2)
    })
  },
)
