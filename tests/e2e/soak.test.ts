import { afterEach, describe, expect, test } from 'vitest'
import { hasVoice, isFetched } from '../helpers/installed-voice'
import { createRandom } from '../helpers/random'
import { hasElectron, openLector, type LectorWindow } from './lector-window'
import { drift, median, readSoakFigures, totalMemory, type SoakFigures } from './soak-figures'

const isSoak = process.env.LECTOR_SOAK === '1'
const minutes = isSoak ? Number(process.env.LECTOR_SOAK_MINUTES ?? 30) : 1.25
const seed = 20
/** A reading that is made slower than this is heard in stretches, whatever is done. */
const feedableRealTimeFactor = 0.7
/** Half an hour is long enough to be flat; a minute is mostly its beginning. */
const limits =
  minutes >= 10 ? { memory: 0.1, handles: 0.1, listeners: 0.1 } : { memory: 1, handles: 1, listeners: 1 }
const sampleMilliseconds = minutes * 600

const text = Array.from({ length: 600 }, (_, paragraph) =>
  Array.from(
    { length: 5 },
    (__, sentence) =>
      `Paragraph ${paragraph + 1}, sentence ${sentence + 1}: the tide turned, and nobody was seen on the quay.`,
  ).join(' '),
).join('\n\n')

const after = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds))

describe.skipIf(!hasElectron || !hasVoice || process.platform !== 'linux')(
  `${minutes} minutes of playback (needs Electron, the voice and Linux; LECTOR_SOAK=1: 30 minutes)`,
  () => {
    let lector: LectorWindow
    afterEach(() => lector?.close())

    /** How often a stream ran dry although it was made fast enough. */
    async function countShortages(): Promise<() => Promise<{ shortages: number; excused: number }>> {
      await lector.page.evaluate((feedable) => {
        let last = 0
        let realTimeFactor = 0
        const counts = { shortages: 0, excused: 0 }
        Reflect.set(window, 'shortages', counts)
        // What is told of every sentence; the list itself is emptied now and then.
        const { events } = window.lectorProbe
        const push = events.push.bind(events)
        events.push = (...told) => {
          for (const event of told) if (event.kind === 'metrics') ({ realTimeFactor } = event)
          return push(...told)
        }
        setInterval(() => {
          const { clock } = window.lectorProbe
          if (!clock) return
          // The seventh of its fields, behind a counter of 8 bytes.
          const [underruns] = new Float64Array(clock.slice(8 + 6 * 8, 8 + 7 * 8))
          if (underruns > last)
            counts[realTimeFactor > feedable ? 'excused' : 'shortages'] += underruns - last
          last = underruns
        }, 100)
      }, feedableRealTimeFactor)
      return () =>
        lector.page.evaluate(() => Reflect.get(window, 'shortages') as { shortages: number; excused: number })
    }

    test(
      'with seeking and changes of settings it never runs dry, and memory, handles and listeners stay what they were',
      { timeout: (minutes + 4) * 60_000 },
      async () => {
        lector = await openLector()
        const { page } = lector
        const session = await page.context().newCDPSession(page)
        const shortages = await countShortages()
        await lector.paste(text)
        await lector.play()
        const random = createRandom(seed)
        const key = (name: string) => () => page.keyboard.press(name)
        const voices = isFetched('joe') ? ['Joe', 'Heart'] : ['Heart']
        const setting = (change: () => Promise<void>) => async () => {
          await page.keyboard.press('Control+,')
          await change()
          await page.keyboard.press('Escape')
        }
        const actions: readonly (() => Promise<void>)[] = [
          key('ArrowRight'),
          key('ArrowLeft'),
          key('Control+ArrowRight'),
          key('Control+ArrowLeft'),
          key('Alt+ArrowUp'),
          key('Alt+ArrowDown'),
          async () => {
            await page.keyboard.press('Space')
            await after(500 + random() * 1_000)
            await page.keyboard.press('Space')
          },
          // There and back: what is looked at is always held by the same voice.
          async () => {
            for (const voice of voices) {
              await setting(() =>
                page.getByRole('radio', { name: new RegExp(`^${voice}`) }).check({ force: true }),
              )()
              await after(1_000 + random() * 2_000)
            }
          },
          setting(async () => {
            await page.getByRole('button', { name: 'Performance' }).click()
            await page.getByRole('switch', { name: 'Grow chunks' }).click()
            // The next one finds the voices again.
            await page.getByRole('button', { name: 'Voice', exact: true }).click()
          }),
        ]
        const startedAt = performance.now()
        const samples: SoakFigures[] = []
        let done = 0
        while (performance.now() - startedAt < minutes * 60_000) {
          if (performance.now() - startedAt >= samples.length * sampleMilliseconds)
            samples.push(await readSoakFigures(lector, session))
          await actions[Math.floor(random() * actions.length)]()
          done += 1
          // Long enough, now and then, for a buffer to be full and to be played out of.
          await after(500 + random() ** 2 * 6_000)
        }
        await expect.poll(async () => (await lector.lit('word')) !== '').toBe(true)
        samples.push(await readSoakFigures(lector, session))
        const dry = await shortages()
        if (process.env.LECTOR_FIGURES === '1') report(samples, done, dry)

        expect(dry.shortages).toBe(0)
        const drifts = {
          memory: drift(samples, totalMemory),
          handles: Math.max(
            drift(samples, ({ handles }) => handles),
            drift(samples, ({ threads }) => threads),
            drift(samples, ({ mainResources }) => mainResources),
          ),
          listeners: Math.max(
            drift(samples, ({ mainListeners }) => mainListeners),
            drift(samples, ({ pageListeners }) => pageListeners),
            drift(samples, ({ pageNodes }) => pageNodes),
          ),
        }
        for (const [what, limit] of Object.entries(limits) as [keyof typeof limits, number][])
          expect(drifts[what], what).toBeLessThanOrEqual(limit)
      },
    )

    function report(samples: readonly SoakFigures[], done: number, dry: object): void {
      const line = (what: string, of: (figures: SoakFigures) => number): string => {
        const all = samples.map(of)
        const change = `${(drift(samples, of) * 100).toFixed(1)} %`
        return `  ${what}: ${all[0].toFixed(0)} at first, ${median(all).toFixed(0)} (median), ${all.at(-1)?.toFixed(0)} at last; ${change}`
      }
      const kinds = Object.keys(samples[0].memory)
      console.log(
        [
          `${minutes} minutes, ${done} actions, ${samples.length} samples, ran dry ${JSON.stringify(dry)}; change from the second quarter to the last:`,
          line('all processes, MiB', totalMemory),
          ...kinds.map((kind) => line(`${kind}, MiB`, ({ memory }) => memory[kind] ?? 0)),
          line('page heap, MiB', ({ pageHeap }) => pageHeap),
          line('open handles', ({ handles }) => handles),
          line('threads', ({ threads }) => threads),
          line('main resources', ({ mainResources }) => mainResources),
          line('main listeners', ({ mainListeners }) => mainListeners),
          line('page nodes', ({ pageNodes }) => pageNodes),
          line('page listeners', ({ pageListeners }) => pageListeners),
        ].join('\n'),
      )
    }
  },
)
