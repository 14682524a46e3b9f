import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bookBytes } from '../fixtures/epub/books'
import { svgBytes } from '../fixtures/pictures/picture-bytes'
import { corpusFolder, corpusNeeds, hasCorpus } from '../helpers/corpus-folder'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const drawing = svgBytes('viewBox="0 0 640 360"')
  .toString()
  .replace(
    '<rect/>',
    `<script>parent.ran = true; document.title = 'ran'</script><rect width="640" height="360" fill="#cfe3ee"/>
     <path d="M0 300 160 120 300 260 430 90 640 300V360H0z" fill="#62615c"/>
     <image href="https://example.org/beacon.png" x="-20" width="10" height="10"/>`,
  )
const walk =
  'Later, when the wind turned, the path came down in turns to the sea, and nobody was on it but a boy with a dog.'
const bookPage = (paragraphs: readonly string[]) =>
  `<html xmlns="http://www.w3.org/1999/xhtml"><body><h1>Hills</h1>
<p>A hill is seen from the sea.</p><p><img src="hill.svg" alt="Two hills over a grey plain"/></p>
<p>And the sea is seen from the hill.</p><figure><img src="hill.svg" width="240"/><figcaption>The hills, smaller.</figcaption></figure>
<p>Words behind it. <img src="dot.svg" alt=""/></p><p><img src="hill.svg" alt="" width="160"/></p>${paragraphs.map((text) => `<p>${text}</p>`).join('')}
<p><img src="hill.svg" alt="The same hills, at the end"/></p></body></html>`

describe.skipIf(!hasElectron || !hasVoice)('documents, in pictures (needs Electron and the voice)', () => {
  let lector: LectorWindow
  const { button, picture, resize, theme, inLightAndDark } = openCamera(() => lector)
  beforeAll(async () => {
    lector = await openLector()
    await resize(usualSize)
    await theme('Light')
  })
  afterAll(() => lector.close())

  /** Opens a file as one dropped on the window. */
  async function open(path: string): Promise<void> {
    await lector.drop(path)
    await lector.page.locator('article h1, article h2, article p').first().waitFor()
  }

  /** Pictures that nothing is said of: shown as they are set, named as far as they can be, read over. */
  async function wordlessPictures(): Promise<void> {
    const named = lector.page.getByRole('img', { name: 'The hills, smaller.' })
    const decoration = lector.page.locator('figure.wordless-picture[aria-hidden=true] img')
    await lector.page.getByText('Words behind it.').scrollIntoViewIfNeeded()
    await decoration.scrollIntoViewIfNeeded()
    for (const image of [named.locator('img'), decoration])
      await expect
        .poll(() => image.evaluate((shown: HTMLImageElement) => shown.complete && shown.naturalWidth))
        .toBeGreaterThan(0)
    expect(Math.round((await named.boundingBox())?.width ?? 0)).toBe(240)
    expect(Math.round((await decoration.boundingBox())?.width ?? 0)).toBe(160)
    expect(await lector.page.locator('figure').count()).toBe(4)
    for (const name of ['Light', 'Dark'] as const) {
      await theme(name)
      await picture(`picture-wordless-${name.toLowerCase()}`)
    }
    await theme('Light')
    // A picture is a place to begin at: what stands behind it is read.
    expect((await lector.firstLit(() => named.dblclick())).sentence).toBe('The hills, smaller.')
    await lector.page.keyboard.press('Escape')
  }

  test('a picture stands in its place; nothing in it runs, nothing is fetched, nothing jumps', async () => {
    const path = join(lector.directory, 'hills.epub')
    const files = [
      { href: 'one.xhtml', data: bookPage(Array.from({ length: 60 }, () => walk)) },
      { href: 'hill.svg', data: drawing, mediaType: 'image/svg+xml' },
      { href: 'dot.svg', data: svgBytes('width="2" height="2"'), mediaType: 'image/svg+xml' },
    ]
    await writeFile(path, bookBytes({ files }))
    const asked: string[] = []
    lector.page.on('request', (request) => asked.push(request.url()))
    await open(path)
    const shown = lector.page.getByRole('img', { name: 'Two hills over a grey plain' }).locator('img')
    const place = () => lector.page.locator('.picture').first().boundingBox()
    const before = await place()
    await expect
      .poll(() => shown.evaluate((image: HTMLImageElement) => image.complete && image.naturalWidth))
      .toBeGreaterThan(0)
    expect(await place()).toEqual(before)
    const later = lector.page.locator('figure img').nth(3)
    expect(await later.getAttribute('src')).toBeNull()
    await inLightAndDark((shade) => picture(`picture-${shade}`))
    await lector.page.getByTestId('page').evaluate((page) => (page.scrollTop = page.scrollHeight))
    await expect.poll(() => later.getAttribute('src')).toMatch(/^blob:/)
    expect(await lector.page.evaluate(() => 'ran' in window || document.title === 'ran')).toBe(false)
    await wordlessPictures()
    expect(asked.filter((url) => !/^(?:lector|blob):/.test(url))).toEqual([])
  })

  test('a table stays whole around the pictures in its cells, and what is drawn in the text is a picture', async () => {
    const path = join(lector.directory, 'steps.epub')
    const rows = ['Climb', 'Rest'].map(
      (step) => `<tr><td>${step}</td><td><img src="hill.svg" width="240"/></td><td>one hour</td></tr>`,
    )
    const drawn = drawing
      .replace(/^<\?xml.*\n/, '')
      .replace(
        /<image .*\/>/,
        '<style>@import url(https://example.org/a.css)</style><a xlink:href="#"><path/></a>',
      )
      .replace('viewBox', 'aria-label="A drawn hill" viewBox')
    const files = [
      {
        href: 'one.xhtml',
        data: `<html xmlns="http://www.w3.org/1999/xhtml" xmlns:xlink="http://www.w3.org/1999/xlink"><body><h1>Steps</h1>
          <table><tr><th>Step</th><th>Seen</th><th>For</th></tr>${rows.join('')}<tr><td>Go</td><td>on</td><td>down</td></tr></table>
          <p>A hill.</p>${drawn}<p>Behind it.</p></body></html>`,
      },
      { href: 'hill.svg', data: svgBytes('viewBox="0 0 640 360"'), mediaType: 'image/svg+xml' },
    ]
    await writeFile(path, bookBytes({ files }))
    const asked: string[] = []
    lector.page.on('request', (request) => asked.push(request.url()))
    await open(path)
    const images = lector.page.locator('figure img')
    await expect.poll(() => images.count()).toBe(3)
    for (const image of await images.all())
      await expect
        .poll(() => image.evaluate((shown: HTMLImageElement) => shown.complete && shown.naturalWidth))
        .toBeGreaterThan(0)
    expect(await lector.page.locator('article table').count()).toBe(1)
    const widths = await lector.page
      .locator('td .picture')
      .evaluateAll((places) => places.map((place) => Math.round(place.getBoundingClientRect().width)))
    expect(widths).toEqual([240, 240])
    await inLightAndDark((shade) => picture(`table-pictures-${shade}`))
    expect(await lector.page.evaluate(() => 'ran' in window || document.title === 'ran')).toBe(false)
    expect(asked.filter((url) => !/^(?:lector|blob):/.test(url))).toEqual([])
  })

  test.skipIf(!hasCorpus)(`an Arabic book runs from the right ${corpusNeeds}`, async () => {
    await open(join(corpusFolder, 'epub3-arabic-rtl.epub'))
    await expect.poll(() => lector.page.locator('article').getAttribute('dir')).toBe('rtl')
    await lector.page.locator('article p:not(.image-alternative)').nth(12).scrollIntoViewIfNeeded()
    await inLightAndDark((shade) => picture(`arabic-${shade}`))
    await resize(smallestSize)
    await picture('arabic-720')
    await resize(usualSize)
  })

  test('forced colours: page, highlight, player, panels and settings can be told apart', async () => {
    const session = await lector.page.context().newCDPSession(lector.page)
    await session.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'forced-colors', value: 'active' }],
    })
    await picture('forced-page')
    await button('Text').click()
    await picture('forced-text')
    await lector.page.keyboard.press('Escape')
    await button('Settings').click()
    await lector.page
      .getByRole('dialog', { name: 'Settings' })
      .getByRole('button', { name: 'Highlight' })
      .click()
    await lector.page.getByText('The computer’s own colours are used.').first().waitFor()
    await picture('forced-highlight')
    await button('Close settings').click()
    await session.send('Emulation.setEmulatedMedia', { features: [] })
    await session.detach()
  })

  test('"System" follows the computer while the window is open, its wish for contrast first', async () => {
    const theme = () => lector.page.evaluate(() => document.documentElement.dataset.theme)
    await button('Text').click()
    await lector.page.getByRole('radio', { name: 'System' }).check({ force: true })
    await lector.page.keyboard.press('Escape')
    for (const [features, expected] of [
      [[{ name: 'prefers-color-scheme', value: 'dark' }], 'dark'],
      [[{ name: 'prefers-color-scheme', value: 'light' }], 'light'],
      [[{ name: 'prefers-contrast', value: 'more' }], 'contrast'],
    ] as const) {
      const session = await lector.page.context().newCDPSession(lector.page)
      await session.send('Emulation.setEmulatedMedia', { features: [...features] })
      await expect.poll(theme).toBe(expected)
      await session.send('Emulation.setEmulatedMedia', { features: [] })
      await session.detach()
    }
  })

  test('with less motion nothing moves by itself and nothing glides', async () => {
    const session = await lector.page.context().newCDPSession(lector.page)
    await session.send('Emulation.setEmulatedMedia', {
      features: [{ name: 'prefers-reduced-motion', value: 'reduce' }],
    })
    await button('Text').click()
    await button('Settings').click()
    const moving = await lector.page.evaluate(() => {
      const lasting = (times: string) => times.split(', ').some((time) => parseFloat(time) > 0)
      return [...document.querySelectorAll('*')]
        .filter((element) => {
          const { animationName, animationDuration, transitionDuration, scrollBehavior } =
            getComputedStyle(element)
          const isAnimated = animationName !== 'none' && lasting(animationDuration)
          return isAnimated || lasting(transitionDuration) || scrollBehavior === 'smooth'
        })
        .map((element) => `${element.tagName} ${element.className}`)
    })
    expect(moving).toEqual([])
    await button('Close settings').click()
    await session.send('Emulation.setEmulatedMedia', { features: [] })
    await session.detach()
  })
})
