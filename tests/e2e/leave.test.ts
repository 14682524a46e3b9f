import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, pictures, usualSize } from './camera'
import { hasElectron, openLector } from './lector-window'

const text = `Before the list.

- The first thing is said at some length, so that there is time to leave it.
- The second thing.
- The third thing.

Between the list and the table.

| Name | Place |
| ---- | ----- |
| The harbour | in the west |
| The mill | in the east |

After the table.
`

test.skipIf(!hasElectron || !hasVoice)(
  'a list and a table are left for what follows them, by key and from the menu (needs Electron and the voice)',
  async () => {
    await mkdir(pictures, { recursive: true })
    const lector = await openLector()
    const { button, picture, resize, theme, holdFile } = openCamera(() => lector)
    const sentence = () =>
      lector.page.evaluate(() => [...(CSS.highlights.get('sentence')?.values() ?? [])].map(String).join(''))
    try {
      await resize(usualSize)
      const path = join(lector.directory, 'things.md')
      await writeFile(path, text)
      await (await holdFile(path)).end()
      await lector.page.getByText('The first thing').click({ clickCount: 2, position: { x: 20, y: 8 } })
      await expect.poll(sentence).toContain('The first thing')
      await lector.page.keyboard.press('l')
      await expect.poll(sentence).toBe('Between the list and the table.')

      await lector.page.getByText('The harbour').click({ position: { x: 20, y: 8 } })
      await expect.poll(sentence).toContain('harbour')
      await lector.page.keyboard.press('Space')
      for (const shade of ['Light', 'Dark'] as const) {
        await theme(shade)
        await button('More').click()
        await picture(`leave-${shade.toLowerCase()}`)
        await lector.page.keyboard.press('Escape')
      }
      await button('More').click()
      await lector.page.getByRole('button', { name: /^Leave table, list or note/ }).click()
      await lector.page.keyboard.press('Escape')
      await expect.poll(sentence).toBe('After the table.')
      expect(lector.complaints).toEqual([])
    } finally {
      await lector.close()
    }
  },
)
