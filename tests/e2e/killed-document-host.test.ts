import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { documentGrew } from '@contract/calls/document'
import { largeEpub } from '../fixtures/large-documents'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

const kills = process.env.LECTOR_SOAK === '1' ? 50 : 5

interface Growth {
  readonly kills: number
  /** From a death to the next piece, in ms. */
  readonly waits: number[]
  readonly text: string
}

describe.skipIf(!hasElectron)(
  'document hosts killed while they read (needs Electron; LECTOR_SOAK=1: 50 times)',
  () => {
    let lector: LectorWindow
    afterEach(() => lector?.close())

    /** Opens a book, and kills whatever reads it, as often as that, each time after it got on. */
    async function grow(path: string, wanted: number): Promise<Growth> {
      await lector.app.evaluate(
        ({ app, BrowserWindow }, { channel, most }) => {
          const { webContents } = BrowserWindow.getAllWindows()[0]
          const growth = { kills: 0, waits: [] as number[], text: '', isWhole: false }
          let killedAt: number | null = null
          const send = webContents.send.bind(webContents)
          webContents.send = (to: string, ...rest: unknown[]) => {
            send(to, ...rest)
            if (to !== channel || growth.isWhole) return
            const [{ piece, isWhole }] = rest as [{ piece: { blocks: { text: string }[] }; isWhole: boolean }]
            growth.text += piece.blocks.map(({ text }) => text).join('\n')
            growth.isWhole = isWhole
            if (killedAt !== null) growth.waits.push(performance.now() - killedAt)
            killedAt = null
            if (isWhole || growth.kills >= most) return
            // The next piece is on its way by then, or nearly.
            setTimeout(() => {
              for (const { name, pid } of app.getAppMetrics())
                if (name === 'Lector documents') process.kill(pid, 'SIGKILL')
              growth.kills += 1
              killedAt = performance.now()
            }, 3)
          }
          Reflect.set(globalThis, 'growth', growth)
        },
        { channel: documentGrew.channel, most: wanted },
      )
      await lector.drop(path)
      const isWhole = () =>
        lector.app.evaluate(() => (Reflect.get(globalThis, 'growth') as { isWhole: boolean }).isWhole)
      await expect.poll(isWhole, { timeout: 110_000, interval: 100 }).toBe(true)
      return lector.app.evaluate(() => Reflect.get(globalThis, 'growth') as Growth)
    }

    test('the document comes whole, with every piece once', { timeout: 240_000 }, async () => {
      lector = await openLector()
      const path = join(lector.directory, 'large.epub')
      await writeFile(path, await largeEpub({ chapters: 60, paragraphsPerChapter: 40 }))
      const killed = await grow(path, kills)
      expect(killed.kills).toBe(kills)
      expect(await lector.page.getByTestId('banner').count()).toBe(0)
      const waits = killed.waits.toSorted((a, b) => a - b)
      if (process.env.LECTOR_FIGURES === '1')
        console.log(
          `${kills} kills of document hosts: next piece after ${waits[waits.length >> 1]?.toFixed(0)} ms (median), ${waits.at(-1)?.toFixed(0)} ms at worst`,
        )
      expect(waits.at(-1)).toBeLessThan(30_000)
      const whole = await grow(path, 0)
      expect(killed.text.length).toBeGreaterThan(1_000_000)
      expect(killed.text === whole.text).toBe(true)
    })
  },
)
