import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { openCamera, usualSize } from './camera'
import { hasElectron, openLector, type LectorWindow } from './lector-window'

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

describe.skipIf(!hasElectron || !hasVoice)('leaving, in pictures (needs Electron and the voice)', () => {
  let lector: LectorWindow
  afterEach(() => lector?.close())
  const { button, picture, resize, inLightAndDark } = openCamera(() => lector)
  const sentence = () => lector.lit('sentence')

  test('a list and a table are left for what follows them, by key and from the menu', async () => {
    lector = await openLector()
    await resize(usualSize)
    const path = join(lector.directory, 'things.md')
    await writeFile(path, text)
    await lector.drop(path)
    await lector.page.getByText('The first thing').click({ clickCount: 2, position: { x: 20, y: 8 } })
    await expect.poll(sentence).toContain('The first thing')
    await lector.page.keyboard.press('l')
    await expect.poll(sentence).toBe('Between the list and the table.')

    await lector.page.getByText('The harbour').click({ position: { x: 20, y: 8 } })
    await expect.poll(sentence).toContain('harbour')
    await lector.page.keyboard.press('Space')
    await inLightAndDark(async (shade) => {
      await button('More').click()
      await picture(`leave-${shade}`)
      await lector.page.keyboard.press('Escape')
    })
    await button('More').click()
    await lector.page.getByRole('button', { name: /^Leave table, list or note/ }).click()
    await lector.page.keyboard.press('Escape')
    await expect.poll(sentence).toBe('After the table.')
  })
})
