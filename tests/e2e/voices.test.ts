import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { listPath, openShop, pathOf } from '../engine/voices/catalogue/piper-shop'
import { joeConfig, joeModel } from '../engine/voices/vits/joe'
import { hasVoice, isFetched } from '../helpers/installed-voice'
import { misbehavingServer, type MisbehavingServer } from '../helpers/misbehaving-server'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const key = 'en_US-quayside-high'
const model = pathOf(key, '.onnx')
const canRun = hasElectron && hasVoice && isFetched('joe')

describe.skipIf(!canRun)('all voices (needs Electron and the voices heart and joe)', () => {
  let lector: LectorWindow
  let server: MisbehavingServer
  let root: string
  const { button, picture, resize, zoom, theme, inLightAndDark } = openCamera(() => lector)
  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'lector-all-voices-'))
    // A shelf that brings one voice: the other one is what Piper publishes.
    await mkdir(join(root, 'models'))
    await cp('models/heart', join(root, 'models/heart'), { recursive: true })
    server = await misbehavingServer()
    const [content, config] = await Promise.all([readFile(joeModel), readFile(joeConfig)])
    openShop(server, [
      { key, model: content, config, card: '# Model card for quayside\n\n* License: CC0\n' },
      { key: 'fr_FR-siwis-medium', card: 'No word of terms.' },
      { key: 'de_DE-thorsten-high' },
      { key: 'de_DE-mls-medium', speakers: 12 },
    ])
    lector = await openLector({
      environment: {
        LECTOR_VOICES: join(root, 'models'),
        LECTOR_CACHE: join(root, 'cache'),
        LECTOR_PIPER_VOICES: server.address(listPath),
      },
    })
    await resize(usualSize)
    await theme('Light')
    await button('Settings').click()
    await settingsPage('All voices')
  }, 60_000)
  afterAll(async () => {
    await lector?.close()
    await server?.close()
    await rm(root, { recursive: true, force: true })
  })

  const settingsPage = (name: string) =>
    lector.page.getByRole('dialog', { name: 'Settings' }).getByRole('button', { name, exact: true }).click()
  const row = (name: string) =>
    lector.page.locator('[data-voice]').filter({ has: lector.page.getByText(name, { exact: true }) })
  const details = (name: string) => row(name).locator('[aria-expanded]')
  const rows = () => lector.page.locator('[data-voice]').count()

  test('nobody outside is asked before a person says so; then what Piper publishes is listed', async () => {
    await row('Heart').waitFor()
    expect(await rows()).toBe(1)
    expect(server.requests).toEqual([])
    await button('List them').click()
    await expect.poll(rows).toBe(5)
    expect(server.requests.map(({ path }) => path)).toEqual([listPath])
    await lector.page.getByText(/^As of /).waitFor()
  })

  test('a licence is told before anything is fetched, an unknown one as unknown (pictures)', async () => {
    await details('Siwis').click()
    await row('Siwis').getByText('Unknown', { exact: true }).waitFor()
    await details('Quayside').click()
    await row('Quayside').getByText('CC0-1.0').waitFor()
    expect(server.requests.filter(({ path }) => path === model)).toEqual([])
    await inLightAndDark(async (shade) => {
      // The theme is chosen on another page of the settings.
      await settingsPage('All voices')
      await details('Quayside').click()
      await row('Quayside').getByText('CC0-1.0').waitFor()
      await picture(`voices-${shade}`)
    })
    await resize(smallestSize)
    await picture('voices-720')
    await resize(usualSize)
    await zoom(2)
    await picture('voices-200')
    await zoom(1)
  })

  test('a download that stalls is paused, goes on where it was, and the voice reads (pictures)', async () => {
    server.expect(model, { kind: 'stall', afterBytes: 30_000_000 })
    await row('Quayside')
      .getByRole('button', { name: /^Download / })
      .click()
    const bar = row('Quayside').getByRole('progressbar')
    await bar.waitFor()
    await expect.poll(() => server.sentBytes()).toBeGreaterThan(30_000_000)
    await picture('voices-downloading')
    await button('Pause').click()
    await row('Quayside')
      .getByRole('button', { name: /^Go on, / })
      .click()
    await button('Read with this voice').click({ timeout: 60_000 })
    const [first, second] = server.requests.filter(({ path }) => path === model).map(({ range }) => range)
    expect(first).toBeUndefined()
    expect(second).toMatch(/^bytes=[1-9]\d{6,}-$/)
    await lector.page.keyboard.press('Escape')
    await lector.paste('The boats lie on the sand until the tide comes in.')
    await lector.play()
    await expect
      .poll(async () => (await lector.page.getByTestId('player').innerText()).includes('Quayside'))
      .toBe(true)
    await button('Pause').click()
  }, 120_000)

  test('the voice that reads stays; another goes when that was said twice', async () => {
    await button('Settings').click()
    await settingsPage('All voices')
    await details('Quayside').click()
    await row('Quayside').getByText('Choose another voice before you remove this one.').waitFor()
    await details('Heart').click()
    await row('Heart').getByText('Came with Lector and stays.').waitFor()
    await button('Read with this voice').click()
    await details('Quayside').click()
    const remove = () => row('Quayside').getByRole('button', { name: 'Remove', exact: true })
    await expect.poll(() => remove().isEnabled(), { timeout: 30_000 }).toBe(true)
    await remove().click()
    await picture('voices-removing')
    await remove().click()
    await row('Quayside')
      .getByRole('button', { name: /^Download / })
      .waitFor({ timeout: 30_000 })
  }, 90_000)

  test('a voice of one’s own is taken in from its file, and what is none is refused in words', async () => {
    const own = join(root, 'own')
    await mkdir(own)
    await cp(joeModel, join(own, 'en_GB-mine-medium.onnx'))
    await cp(joeConfig, join(own, 'en_GB-mine-medium.onnx.json'))
    await lector.answerOpenDialog(join(own, 'en_GB-mine-medium.onnx'))
    await button('Import a file…').click()
    await lector.page.getByText(/ is here now\.$/).waitFor({ timeout: 60_000 })
    await writeFile(join(own, 'letter.onnx'), 'Dear Sir')
    await lector.answerOpenDialog(join(own, 'letter.onnx'))
    await button('Import a file…').click()
    await lector.page.getByTestId('banner').filter({ hasText: 'voice' }).waitFor()
    await picture('voices-refused')
  }, 90_000)
})
