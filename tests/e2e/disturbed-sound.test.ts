import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { countEvents, killEngine, waitForSpeech } from './killed-engine'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const lines = Array.from(
  { length: 60 },
  (_, index) => `Sentence ${index + 1} is one of sixty, and it says no more.`,
)
const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

describe.skipIf(!hasElectron || !hasVoice)(
  'what befalls sound, sleep and clocks while something is read (needs Electron and the voice)',
  () => {
    let lector: LectorWindow
    afterEach(() => lector?.close())

    async function read(): Promise<void> {
      lector = await openLector()
      await lector.paste(lines.join(' '))
      await lector.play()
      await waitForSpeech(lector, 0, 4)
    }
    const goesOn = async (): Promise<void> => {
      const word = await lector.litWord()
      await expect.poll(async () => ['', word].includes(await lector.lit('word'))).toBe(false)
    }
    const sentenceNumber = async (): Promise<number> => lines.indexOf(await lector.lit('sentence'))
    const outputs = () => lector.page.evaluate(() => window.lectorProbe.outputs.length)

    test('an output that is closed or suspended under the voice is replaced or resumed, at the same sentence', async () => {
      await read()
      await expect.poll(sentenceNumber).toBeGreaterThan(0)
      const before = await sentenceNumber()
      const { streamId } = await lector.clock()
      await lector.page.evaluate(() => window.lectorProbe.context?.suspend())
      await goesOn()
      expect((await lector.clock()).streamId).toBe(streamId)
      expect(await outputs()).toBe(1)
      const closedAt = await lector.page.evaluate(() => {
        void window.lectorProbe.context?.close()
        return Date.now()
      })
      await expect.poll(outputs).toBe(2)
      await expect.poll(async () => (await lector.clock()).heardSamples).toBeGreaterThan(0)
      if (process.env.LECTOR_FIGURES === '1')
        console.log(`output closed: sounds again after ${((Date.now() - closedAt) / 1_000).toFixed(1)} s`)
      await goesOn()
      expect((await sentenceNumber()) - before).toBeLessThan(8)
      expect(await sentenceNumber()).toBeGreaterThanOrEqual(before)
    })

    test('fifty devices that come and go leave the voice able to speak, and nothing running', async () => {
      await read()
      const before = await outputs()
      const looked = await lector.page.evaluate(async () => {
        const devices = navigator.mediaDevices
        let lists = 0
        let isThere = true
        const speaker = { deviceId: 'a', groupId: 'g', kind: 'audiooutput', label: 'Headphones' }
        const standard = {
          deviceId: 'default',
          groupId: 'g',
          kind: 'audiooutput',
          label: 'Default - Headphones',
        }
        devices.enumerateDevices = () => {
          lists += 1
          return Promise.resolve((isThere ? [standard, speaker] : []) as MediaDeviceInfo[])
        }
        for (let flap = 0; flap < 50; flap += 1) {
          isThere = !isThere
          devices.dispatchEvent(new Event('devicechange'))
          await new Promise((resolve) => setTimeout(resolve, 60))
        }
        isThere = true
        devices.dispatchEvent(new Event('devicechange'))
        await new Promise((resolve) => setTimeout(resolve, 200))
        return lists
      })
      expect(looked).toBe(51)
      // Headphones that go pause it, rather than have a room listen.
      await lector.button('Play').first().waitFor()
      await lector.button('Play').first().click()
      await goesOn()
      expect((await outputs()) - before).toBeLessThan(5)
    })

    test('a machine that sleeps goes on where it was, with no word again and nothing caught up on', async () => {
      await read()
      const processes = () =>
        lector.app.evaluate(({ app }) =>
          app.getAppMetrics().map(({ pid, name, type }) => ({ pid, name, type })),
        )
      const atWork = async () =>
        (await processes()).filter(({ name, type }) => type === 'Tab' || name === 'Lector engine')
      const pids = (await processes()).map(({ pid }) => pid)
      const working = await atWork()
      const tell = (event: 'suspend' | 'resume') =>
        lector.app.evaluate(({ powerMonitor }, name) => void powerMonitor.emit(name), event)
      const before = await lector.clock()
      await tell('suspend')
      const signal = (name: 'SIGSTOP' | 'SIGCONT'): void => pids.forEach((pid) => process.kill(pid, name))
      signal('SIGSTOP')
      const sleptAt = performance.now()
      await after(8_000)
      const sleptSeconds = (performance.now() - sleptAt) / 1_000
      signal('SIGCONT')
      await tell('resume')
      const clock = await lector.clock()
      await goesOn()
      expect(clock.streamId).toBe(before.streamId)
      expect(await outputs()).toBe(1)
      // What was buffered in the device, and what came since it woke: not what it slept through.
      expect((clock.heardSamples - before.heardSamples) / 24_000).toBeLessThan(sleptSeconds / 2)
      expect(await atWork()).toEqual(working)
    })

    test('clocks that are set by hours move neither voice nor light nor timer', async () => {
      await read()
      await lector.page.getByRole('button', { name: /^Sleep timer/ }).click()
      await lector.page.getByRole('radio').nth(1).check({ force: true })
      await lector.page.keyboard.press('Escape')
      const left = () => lector.page.getByTestId('sleep-left').innerText()
      const before = await lector.clock()
      const leftBefore = Number.parseInt(await left(), 10)
      for (const hours of [3, -7, 24 * 365]) {
        const shift = hours * 3_600_000
        const set = (milliseconds: number): void => {
          const plain = (Reflect.get(globalThis, 'plainNow') as typeof Date.now | undefined) ?? Date.now
          Reflect.set(globalThis, 'plainNow', plain)
          Date.now = () => plain() + milliseconds
        }
        await lector.page.evaluate(set, shift)
        await lector.app.evaluate(
          (_electron, code) => {
            const [source, milliseconds] = code
            ;(new Function(`return ${source}`)() as (by: number) => void)(milliseconds)
          },
          [String(set), shift] as const,
        )
        await goesOn()
      }
      const clock = await lector.clock()
      expect(clock.streamId).toBe(before.streamId)
      expect(clock.underruns).toBe(before.underruns)
      expect(leftBefore - Number.parseInt(await left(), 10)).toBeLessThanOrEqual(1)
      // The engine's death is noticed and mended by a clock that nobody sets.
      const events = await countEvents(lector)
      await killEngine(lector)
      await waitForSpeech(lector, events, 0.5)
      await goesOn()
    })

    test('a thousand failures in every process leave it reading, and the log short and silent about the text', async () => {
      await read()
      const before = await lector.clock()
      await lector.app.evaluate(async () => {
        for (let failure = 0; failure < 500; failure += 1) {
          setImmediate(() => {
            throw new Error(`Injected ${failure}`)
          })
          void Promise.reject(new Error(`Rejected ${failure}`))
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
      })
      await lector.page.evaluate(async () => {
        for (let failure = 0; failure < 500; failure += 1) {
          setTimeout(() => {
            throw new Error(`Injected ${failure}`)
          })
          void Promise.reject(new Error(`Rejected ${failure}`))
          await new Promise((resolve) => setTimeout(resolve, 2))
        }
      })
      await goesOn()
      const clock = await lector.clock()
      expect(clock.streamId).toBe(before.streamId)
      expect(clock.underruns).toBe(before.underruns)
      const log = join(lector.directory, 'user-data', 'logs', 'lector.log')
      expect((await stat(log)).size).toBeLessThan(2_000_000)
      const text = await readFile(log, 'utf8')
      expect(text.match(/ error main: Error$/gm)).toHaveLength(1_000)
      expect(text).not.toMatch(/Injected|Rejected|one of sixty/)
      expect(lector.complaints.splice(0).every((line) => /Injected|Rejected/.test(line))).toBe(true)
    })

    test('without any output at the start nothing can be heard, everything else can be done, and sound comes with an output', async () => {
      lector = await openLector({
        initScript: () => {
          const Plain = AudioContext
          Reflect.set(window, 'hasOutput', false)
          window.AudioContext = class extends Plain {
            constructor(options?: AudioContextOptions) {
              if (Reflect.get(window, 'hasOutput') !== true)
                throw new DOMException('none', 'NotSupportedError')
              super(options)
            }
          }
        },
      })
      await lector.paste(lines.slice(0, 3).join(' '))
      await lector.button('Play').click()
      const banner = lector.page.getByTestId('banner')
      await banner.waitFor()
      const path = join(lector.directory, 'saved.wav')
      await lector.answerSaveDialog(path)
      await lector.recordHeard()
      await expect
        .poll(() => lector.page.getByTestId('export-panel').innerText(), { timeout: 60_000 })
        .toMatch(/missing\s*0 of/)
      expect((await stat(path)).size).toBeGreaterThan(24_000)
      await lector.page.evaluate(() => Reflect.set(window, 'hasOutput', true))
      await banner.getByRole('button', { name: /again/i }).first().click()
      await lector.litWord()
    })
  },
)
