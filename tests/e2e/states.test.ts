import { mkdir } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentGrew, documentOpened, documentRefused } from '@contract/calls/document'
import { emptyPiece, type Block } from '@contract/document'
import type { ErrorCode, ErrorDetails } from '@contract/errors'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, pictures, smallestSize, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const long =
  'The tide came in over the flats and went out again, and nobody on the pier took note of it. '.repeat(60)
const paragraphs: Block[] = Array.from({ length: 30 }, (_, index) => ({
  kind: 'paragraph',
  text: `${index + 1}. The first chapter is there, and the others are on their way. It can be read already.`,
  marks: [],
  source: { part: 0, startChar: 0, endChar: 0, exact: false },
}))

describe.skipIf(!hasElectron || !hasVoice)('states of a reading, pictured (needs Electron, a voice)', () => {
  let lector: LectorWindow
  beforeAll(async () => {
    await mkdir(pictures, { recursive: true })
    lector = await openLector({ probe: { hasValve: true } })
    await resize(usualSize)
  })
  afterAll(async () => {
    const { complaints } = lector
    await lector.close()
    expect(complaints).toEqual([])
  })
  const { button, picture, resize, inLightAndDark, zoom } = openCamera(() => lector)
  const status = () => lector.page.getByTestId('status-message')
  const banner = () => lector.page.getByTestId('banner')
  const pictureState = (name: string) => inLightAndDark((shade) => picture(`state-${name}-${shade}`))
  const narrowAndLarge = async (name: string) => {
    await resize(smallestSize)
    await picture(`state-${name}-720`)
    await resize(usualSize)
    await zoom(2)
    await picture(`state-${name}-200`)
    await zoom(1)
  }
  /** Tells the engine's process something, as the system would. */
  const signalEngine = (signal: 'SIGKILL') =>
    lector.app.evaluate(({ app }, name) => {
      const engine = app.getAppMetrics().find(({ name: process }) => process === 'Lector engine')
      return engine ? process.kill(engine.pid, name) : false
    }, signal)

  const unreadable: [string, ErrorCode, ErrorDetails, string, boolean][] = [
    ['scanned', 'document/no-text', { fileName: 'scan.pdf' }, '“scan.pdf” holds scanned pictures', true],
    ['drm', 'document/encrypted', { fileName: 'novel.epub', reason: 'drm' }, 'copying (DRM)', true],
    ['damaged', 'document/corrupt', { fileName: 'broken.docx' }, '“broken.docx” is damaged', false],
    ['unknown', 'document/unsupported', { format: 'zip' }, 'cannot read ZIP files', false],
  ]
  test.each(unreadable)(
    'unreadable (%s): which it is is said, and the next step offered',
    async (name, code, details, sentence, isPictured) => {
      await lector.tell(documentRefused, { error: { code, message: name, details, retry: 'never' } })
      await banner().getByText(sentence).waitFor()
      await banner().getByRole('button', { name: 'Open another…' }).waitFor()
      if (isPictured) await pictureState(name)
      if (name === 'drm') await narrowAndLarge(name)
      await button('Dismiss').click()
      await banner().waitFor({ state: 'detached' })
    },
  )

  test('loading: what is there is shown and read while the rest comes, and the rest can be let go', async () => {
    await lector.tell(documentOpened, {
      id: 'growing',
      title: 'A long one',
      authors: [],
      format: 'txt',
      ...emptyPiece(),
      blocks: paragraphs,
      isWhole: false,
    })
    await status().getByText('Opening the rest').waitFor()
    await lector.page.getByRole('progressbar', { name: 'Opening the rest of the document' }).waitFor()
    await pictureState('loading')
    await narrowAndLarge('loading')
    await button('Play').click()
    await lector.litWord()
    await button('Cancel opening').click()
    await button('Cancel opening').waitFor({ state: 'detached' })
    await lector.tell(documentGrew, {
      documentId: 'growing',
      piece: { ...emptyPiece(), blocks: [{ ...paragraphs[0], text: 'It came too late.' }] },
      isWhole: true,
    })
    await status().waitFor({ state: 'detached' })
    expect(await lector.page.getByText('It came too late.').count()).toBe(0)
    await lector.page.keyboard.press('Escape')
  })

  test('over: the status says so, and the word heard last stays lit', async () => {
    // So long that what is pressed then is not over before it is looked at.
    await lector.paste(
      'It took a good while, as things do on which nobody is in a hurry to be done, but then it was over.',
    )
    await button('Play').click()
    await status().getByText('Finished').waitFor({ timeout: 60_000 })
    await button('Start again').waitFor()
    await expect.poll(() => lector.lit('word')).toBe('over')
    await pictureState('finished')
  })

  test('a low window has no status bar: More says that there is something, and what', async () => {
    const more = button('More: Finished')
    await inLightAndDark(async (shade) => {
      await zoom(2)
      await expect.poll(() => lector.page.getByRole('contentinfo').count()).toBe(0)
      await picture(`state-finished-200-${shade}`)
      await more.click()
      await status().getByText('Finished').waitFor()
      await picture(`state-finished-200-more-${shade}`)
      await button('Start again').click()
      await expect.poll(() => more.count()).toBe(0)
      await zoom(1)
      await status().getByText('Finished').waitFor({ timeout: 60_000 })
    })
  })

  test('paused: the highlight stays', async () => {
    await lector.paste(long)
    await button('Play').click()
    await lector.litWord()
    await button('Pause').click()
    await status().getByText('Paused').waitFor()
    expect(
      await lector.page.evaluate(() => [...(CSS.highlights.get('sentence')?.values() ?? [])].length),
    ).toBeGreaterThan(0)
    await pictureState('paused')
  })

  test('a remark is said for a while in place of what lasts, and then that again', async () => {
    await lector.page.keyboard.press('Control+B')
    await status().getByText('Bookmark set').waitFor()
    await status().getByText('Paused').waitFor({ timeout: 20_000 })
    await lector.page.keyboard.press('Control+B')
  })

  test('not following: the way back to the voice is offered', async () => {
    await button('Play').click()
    await lector.litWord()
    await lector.page.mouse.move(700, 300)
    await lector.page.mouse.wheel(0, 1_500)
    await button('Back to voice').waitFor()
    await pictureState('not-following')
    await button('Back to voice').click()
    await button('Back to voice').waitFor({ state: 'detached' })
  })

  test('not audible: no volume pauses with a banner, which turns it up and goes on', async () => {
    const slider = lector.page.getByRole('slider', { name: 'Volume' })
    await button('Volume').click()
    await slider.fill('0.6')
    await slider.fill('0')
    await lector.page.keyboard.press('Escape')
    await banner()
      .getByText(/^The volume is at 0\. (?:Paused at “.+”|Reading is paused)\.$/)
      .waitFor()
    await status().getByText('Paused').waitFor()
    await pictureState('muted')
    await narrowAndLarge('muted')
    await banner().getByRole('button', { name: 'Turn it up' }).click()
    await banner().waitFor({ state: 'detached' })
    await button('Pause').waitFor()
    await lector.litWord()
    await button('Volume').click()
    expect(await slider.inputValue()).toBe('0.6')
    await slider.fill('1')
    await lector.page.keyboard.press('Escape')
  })

  test('not audible: a sound device that goes pauses with a banner, and reading goes on where it was', async () => {
    await lector.page.evaluate(async () => {
      const { mediaDevices } = navigator
      const device = { kind: 'audiooutput' } as MediaDeviceInfo
      for (const outputs of [[device], []]) {
        mediaDevices.enumerateDevices = () => Promise.resolve(outputs)
        mediaDevices.dispatchEvent(new Event('devicechange'))
        await new Promise((later) => setTimeout(later, 50))
      }
    })
    await banner()
      .getByText(/^The sound device was removed\. (?:Paused at “.+”|Reading is paused)\.$/)
      .waitFor()
    const sentence = await lector.lit('sentence')
    expect(sentence).not.toBe('')
    await pictureState('device-gone')
    await banner().getByRole('button', { name: 'Go on' }).click()
    await banner().waitFor({ state: 'detached' })
    await button('Pause').waitFor()
    await lector.page.keyboard.press('Escape')
  })

  test('starving: a word is heard to its end, the disc and the status say it, and sound goes on by itself', async () => {
    await lector.page.evaluate(() => window.lectorProbe.letThrough(30_000))
    await button('Play').click()
    await status().getByText('Catching up').waitFor({ timeout: 60_000 })
    await expect.poll(() => button('Pause').getAttribute('aria-busy')).toBe('true')
    const { streamId, heardSamples } = await lector.clock()
    const ends = await lector.page.evaluate(
      (id) =>
        window.lectorProbe.events.flatMap((event) =>
          event.kind === 'sentence' && event.streamId === id
            ? event.words.map(({ endSample }) => endSample)
            : [],
        ),
      streamId,
    )
    expect(ends).toContain(heardSamples)
    // The word heard last stays lit while the voice stands still.
    expect(await lector.lit('word')).not.toBe('')
    await pictureState('starving')
    await narrowAndLarge('starving')
    await lector.page.evaluate(() => window.lectorProbe.letThrough(Infinity))
    await status().waitFor({ state: 'detached' })
    await expect.poll(() => button('Pause').getAttribute('aria-busy')).toBe('false')
    await lector.litWord()
    await expect.poll(async () => (await lector.clock()).heardSamples).toBeGreaterThan(heardSamples)
  })

  test('preparing: what is pressed while the voice is being loaded is done when it is there', async () => {
    await inLightAndDark(async (shade) => {
      await lector.page.keyboard.press('Escape')
      expect(await signalEngine('SIGKILL')).toBe(true)
      await button('Play').click()
      await status()
        .getByText(/^Preparing voice/)
        .waitFor({ timeout: 60_000 })
      await picture(`state-preparing-${shade}`)
      await button('Pause').waitFor({ timeout: 60_000 })
      await lector.litWord()
    })
  })

  test('started again: the status notes it, and reading goes on', async () => {
    const told = await lector.page.evaluate(() => window.lectorProbe.events.length)
    expect(await signalEngine('SIGKILL')).toBe(true)
    await status().getByText('The voice stopped and was started again').waitFor({ timeout: 60_000 })
    await pictureState('restarted')
    // What was rendered before would be heard without it.
    await lector.page.waitForFunction(
      (before) => window.lectorProbe.events.slice(before).some(({ kind }) => kind === 'sentence'),
      told,
    )
    await lector.litWord()
  })
})
