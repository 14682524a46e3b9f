import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportProgress } from '@contract/calls/export'
import TitleBar from '../../../src-renderer/ui/TitleBar.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'
import { doneOf, runningOf, takenOf } from '../export/export-fixtures'
import { documentOf, heading, paragraph } from '../reader/documents'

let mounted: MountedApp
beforeEach(() => {
  const shown = documentOf([heading('The Carpet-Bag'), paragraph('I stuffed a shirt or two into it.')])
  mounted = mountInApp(TitleBar, { hasSidebar: false, hasPanel: false }, { ...shown, isWhole: true })
})
afterEach(() => mounted.close())

describe('TitleBar', () => {
  test('a ring around the button of saving shows how far it is, while it runs', async () => {
    const done = () => document.querySelector('.ring .done')?.getAttribute('stroke-dasharray')
    expect(done()).toBeUndefined()
    await mounted.app.saves.add(() => Promise.resolve({ jobId: 'a' }))
    mounted.notify(exportProgress, takenOf('a'))
    expect(done()).toBe('0 100')
    mounted.notify(exportProgress, runningOf('a', 0.4))
    expect(done()).toBe('40 100')
    mounted.notify(exportProgress, doneOf('a'))
    expect(done()).toBeUndefined()
  })

  test('title and chapter have their full names on hover', () => {
    mounted.player.enter('playing')
    mounted.player.hear({ block: 1 })
    flushSync()
    const names = [...document.querySelectorAll('.title span')].map((part) => part.getAttribute('title'))
    expect(names).toEqual(['A test', 'The Carpet-Bag'])
  })
})
