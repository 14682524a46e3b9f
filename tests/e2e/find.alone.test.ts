import { expect, describe, test } from 'vitest'
import { hasVoice } from '../helpers/installed-voice'
import { hasElectron } from './lector-window'
import { watchLongTasks } from './long-tasks'
import { openLongText } from './long-text'
import { shareLector } from './shared-lector'

const longestTaskMilliseconds = 500

describe.skipIf(!hasElectron || !hasVoice)('a search (needs Electron and the voice)', () => {
  const shared = shareLector()

  test('Ctrl+F finds in a book of 600,000 words while the page stays alive', async () => {
    const lector = shared.window()
    await openLongText(lector)
    const longestTask = await watchLongTasks(lector.page)
    await lector.page.keyboard.press('Control+f')
    const startedAt = Date.now()
    await lector.page.keyboard.insertText('4321. the lamps')
    await expect.poll(() => lector.page.getByTestId('find-result').textContent()).toBe('1 of 1')
    console.log(`found in block 4321 after ${Date.now() - startedAt} ms`)
    await expect.poll(() => lector.lit('current-match')).toBe('4321. The lamps')
    const longest = await longestTask()
    console.log(`longest task while searching: ${longest} ms (0: none over 50)`)
    expect(longest).toBeLessThan(longestTaskMilliseconds)
    const isInSight = () =>
      lector.page.evaluate(() => {
        const range = [...(CSS.highlights.get('current-match')?.values() ?? [])][0]
        const box = range instanceof Range ? range.getBoundingClientRect() : null
        return box !== null && box.top > 100 && box.bottom < innerHeight - 100
      })
    await expect.poll(isInSight).toBe(true)
  })
})
