import { describe, expect, test, vi } from 'vitest'
import { systemSettingsSchema } from '@contract/settings'
import { GlobalHotkeys } from '../../src-main/app/global-hotkeys'

function hotkeys(taken: readonly string[] = []) {
  const held = new Map<string, () => void>()
  const refusals: string[][] = []
  const actions = { readClipboard: vi.fn(), playPause: vi.fn() }
  const keys = new GlobalHotkeys(
    {
      register(accelerator, run) {
        if (accelerator === 'Control+Nonsense') throw new TypeError('no such key')
        if (taken.includes(accelerator)) return false
        held.set(accelerator, run)
        return true
      },
      unregister: (accelerator) => void held.delete(accelerator),
    },
    actions,
    (refused) => refusals.push(refused),
  )
  return { keys, held, refusals, actions }
}

describe('GlobalHotkeys', () => {
  test('are off until they are chosen', () => {
    const { keys, held, refusals } = hotkeys()
    keys.apply(systemSettingsSchema.parse({}).hotkeys)
    expect([...held.keys()]).toEqual([])
    expect(refusals).toEqual([[]])
  })

  test('are held as chosen, do what they are for, and are given back', () => {
    const { keys, held, actions } = hotkeys()
    keys.apply({ readClipboard: 'Control+Alt+R', playPause: null })
    held.get('Control+Alt+R')?.()
    expect(actions.readClipboard).toHaveBeenCalledOnce()
    keys.apply({ readClipboard: 'F9', playPause: 'Control+Alt+R' })
    expect([...held.keys()].sort()).toEqual(['Control+Alt+R', 'F9'])
    held.get('Control+Alt+R')?.()
    expect(actions.playPause).toHaveBeenCalledOnce()
    keys.dispose()
    keys.dispose()
    expect(held.size).toBe(0)
  })

  test('other settings leave them alone', () => {
    const { keys, refusals } = hotkeys()
    keys.apply({ readClipboard: 'F9', playPause: null })
    keys.apply({ readClipboard: 'F9', playPause: null })
    expect(refusals).toHaveLength(1)
  })

  test('that another program has, that are no keys, or that are the same as the other are refused', () => {
    const { keys, held, refusals } = hotkeys(['F9'])
    keys.apply({ readClipboard: 'F9', playPause: 'Control+Nonsense' })
    keys.apply({ readClipboard: 'F8', playPause: 'F8' })
    expect(refusals).toEqual([['readClipboard', 'playPause'], ['playPause']])
    expect([...held.keys()]).toEqual(['F8'])
  })
})
