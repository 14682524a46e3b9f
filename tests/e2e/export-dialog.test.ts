import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { wavParts } from '../helpers/wav-parts'
import { openCamera, smallestSize, takesEveryPicture, themes, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const day = `# Dawn

The sun came up.

# Noon

It was warm.

# Night

The sun went down.
`
/** Minutes of work for any machine: what comes after it waits. */
const log = Array.from({ length: 2_500 }, (_, line) => `Line ${line + 1} of the log says nothing new.`).join(
  ' ',
)

describe.skipIf(!hasElectron || !hasVoice)(
  'choosing what is saved, in pictures (needs Electron and the voice)',
  () => {
    let lector: LectorWindow
    let book: string
    let chapters: string
    beforeAll(async () => {
      lector = await openLector()
      book = join(lector.directory, 'a-day.md')
      await writeFile(book, day)
      await resize(usualSize)
      await lector.drop(book)
      await lector.page.getByTestId('page').getByText('It was warm.').waitFor()
    })
    afterAll(() => lector.close())
    const { button, picture, resize, theme, zoom, inSettings } = openCamera(() => lector)

    const dialog = () => lector.page.getByTestId('export-dialog')
    const panel = () => lector.page.getByTestId('export-panel')
    const inDialog = (name: string) => dialog().getByRole('button', { name, exact: true })
    const open = async () => {
      await lector.page.keyboard.press('Control+e')
      await dialog().waitFor()
    }
    /** A folder of its own, chosen in the dialog. */
    async function chooseFolder(name: string): Promise<string> {
      const folder = join(lector.directory, name)
      await mkdir(folder)
      await lector.answerOpenDialog(folder)
      await inDialog('Change…').click()
      await dialog().getByText(folder).waitFor()
      return folder
    }
    const choose = (name: string) => dialog().getByRole('radio', { name, exact: true }).check({ force: true })
    const tick = (name: string, isTicked: boolean) =>
      dialog().getByRole('checkbox', { name, exact: true }).setChecked(isTicked, { force: true })
    const isDone = () =>
      panel().getByRole('button', { name: 'Show in folder', exact: true }).waitFor({ timeout: 60_000 })

    test('saves the chapters that are ticked, each in a file of its title', async () => {
      await open()
      chapters = await chooseFolder('chapters')
      await tick('Save chapter 1, Dawn', false)
      await dialog().getByRole('textbox', { name: 'Title of chapter 2' }).fill('Midday')
      await choose('Per chapter')
      await dialog().getByText('First: 02 Midday.wav').waitFor()
      await dialog().getByRole('textbox', { name: 'Names of files' }).press('Enter')
      await isDone()
      await expect.poll(() => panel().innerText()).toMatch(/WAV, one file per chapter/)
      expect((await readdir(chapters)).sort()).toEqual([
        '02 Midday.wav',
        '02 Midday.words.json',
        '03 Night.wav',
        '03 Night.words.json',
        expect.stringMatching(/\.lector-report\.json$/) as string,
      ])
      expect(wavParts(await readFile(join(chapters, '02 Midday.wav'))).tags).toMatchObject({ INAM: 'Midday' })
      await picture('export-dialog-done')
    })

    test('what is there already is replaced only when that is said', async () => {
      await open()
      await inDialog('Save').click()
      const question = lector.page.getByTestId('export-there')
      await question.getByText('“02 Midday.wav” and others are there already.').waitFor()
      await picture('export-dialog-there')
      const madeAt = async () => (await stat(join(chapters, '03 Night.wav'))).mtimeMs
      const before = await madeAt()
      await question.getByRole('button', { name: 'Replace' }).click()
      // Until it is begun, the panel shows how the one before it ended.
      await expect.poll(madeAt, { timeout: 60_000 }).toBeGreaterThan(before)
      await isDone()
    })

    test('makes an audiobook of it, with what was chosen for the document before', async () => {
      await open()
      const folder = await chooseFolder('m4b')
      await choose('One')
      await tick('M4B', true)
      await tick('WAV', false)
      await inDialog('Save').click()
      const made = async () => (await readdir(folder)).find((file) => file.endsWith('.m4b'))
      await expect.poll(made, { timeout: 60_000 }).toBeDefined()
      await isDone()
      const bytes = await readFile(join(folder, (await made()) ?? ''))
      expect(bytes.subarray(4, 8).toString()).toBe('ftyp')
      expect(bytes.includes(Buffer.from('Midday'))).toBe(true)
    })

    test('what the settings say holds for the next document', async () => {
      await inSettings('Export defaults', async () => {
        await lector.page.getByRole('checkbox', { name: 'FLAC' }).setChecked(true, { force: true })
        await picture('export-defaults')
      })
      await lector.paste(log)
      await lector.page.getByTestId('page').getByText('Line 1 of the log').first().waitFor()
      await open()
      await expect.poll(() => dialog().getByRole('checkbox', { name: 'FLAC' }).isChecked()).toBe(true)
      for (const name of takesEveryPicture ? themes : (['Light'] as const)) {
        await inDialog('Cancel').click()
        await theme(name)
        await open()
        await picture(`export-dialog-${name.toLowerCase()}`)
      }
      const more = dialog().locator('summary')
      await more.click()
      await more.evaluate((summary) => summary.scrollIntoView())
      await picture('export-dialog-more')
      await more.click()
      await resize(smallestSize)
      await picture('export-dialog-720')
      await resize(usualSize)
      await zoom(2)
      await picture('export-dialog-200')
      await zoom(1)
    })

    test('what has the focus is in sight, however small the window', async () => {
      await resize(smallestSize)
      await dialog().locator('summary').click()
      await inDialog('All').focus()
      const outOfSight: string[] = []
      let name = 'All'
      while (name !== 'Cancel') {
        await lector.page.keyboard.press('Tab')
        const focused = await dialog().evaluate((shown) => {
          const element = shown.ownerDocument.activeElement
          const foot = shown.querySelector('.foot')
          if (!element || !foot) throw new Error('There is nothing to be measured')
          const { top, bottom } = element.getBoundingClientRect()
          const lowest = (foot.contains(element) ? shown : foot).getBoundingClientRect()
          const end = foot.contains(element) ? lowest.bottom : lowest.top
          const isInSight = top >= shown.getBoundingClientRect().top && bottom <= end
          const label =
            element.getAttribute('aria-label') ?? (element.closest('label') ?? element).textContent
          return { name: label?.trim() ?? '', isInSight }
        })
        name = focused.name
        if (!focused.isInSight) outOfSight.push(name)
      }
      await resize(usualSize)
      expect(outOfSight).toEqual([])
    })

    test('the next waits until its turn, and is taken out', async () => {
      await chooseFolder('queue')
      await inDialog('Save').click()
      await panel()
        .getByText(/^[1-9]\d* ?%/)
        .first()
        .waitFor({ timeout: 60_000 })
      await lector.drop(book)
      await lector.page.getByTestId('page').getByText('It was warm.').waitFor()
      await panel().getByRole('button', { name: 'Save another…' }).click()
      await inDialog('Save').click()
      const queue = lector.page.getByTestId('export-queue')
      await queue.getByText('Waiting').waitFor()
      await dialog().waitFor({ state: 'detached' })
      await picture('export-queue')
      await queue.getByRole('button', { name: 'Take out Dawn' }).click()
      await queue.waitFor({ state: 'detached' })
      const dropped = join(lector.directory, 'evening.md')
      await writeFile(dropped, '# Evening\n\nThe lamps were lit.\n')
      const { x = 0, y = 0 } = (await panel().boundingBox()) ?? {}
      await lector.dropAt({ x: x + 100, y: y + 100 }, dropped)
      await queue.getByRole('button', { name: 'Take out Evening' }).waitFor()
      // It is not opened: the page shows what it showed.
      await lector.page.getByTestId('page').getByText('It was warm.').waitFor()
      await queue.getByRole('button', { name: 'Take out Evening' }).click()
      await queue.waitFor({ state: 'detached' })
      await panel().getByRole('button', { name: 'Cancel' }).click()
      await panel().waitFor({ state: 'detached' })
      await expect.poll(() => button('Save as audio').isEnabled()).toBe(true)
    })
  },
)
