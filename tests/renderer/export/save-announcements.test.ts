import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { exportProgress, type ExportProgress } from '@contract/calls/export'
import SaveAnnouncements from '../../../src-renderer/export/SaveAnnouncements.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'
import { documentOf, paragraph } from '../reader/documents'
import { doneOf, failedOf, runningOf } from './export-fixtures'

let mounted: MountedApp
beforeEach(async () => {
  mounted = mountInApp(SaveAnnouncements, {}, { ...documentOf([paragraph('A paragraph.')]), isWhole: true })
  await mounted.app.saves.add(() => Promise.resolve({ jobId: 'a' }))
  flushSync()
})
afterEach(() => mounted.close())

const tell = (progress: ExportProgress) => mounted.notify(exportProgress, progress)
const enter = (state: 'playing' | 'starving' | 'paused') => {
  mounted.player.enter(state)
  flushSync()
}
const said = (role: 'status' | 'alert') => document.querySelector(`[role="${role}"]`)?.textContent
const failure = 'Saving failed. The disk is full. Make room there and try again, or save elsewhere.'

describe('SaveAnnouncements', () => {
  test('what the voice would be talked over with is said once it is silent: the latest of it', () => {
    expect(said('status')).toBe('Saving')
    enter('playing')
    tell(runningOf('a', 0.3))
    expect(said('status')).toBe('Saving')
    enter('starving')
    tell(runningOf('a', 0.6))
    expect(said('status')).toBe('Saving')
    enter('paused')
    expect(said('status')).toBe('50 % saved')
    tell(doneOf('a'))
    expect(said('status')).toBe('Saved')
  })

  test('a failure is said at once with its sentence, also while the voice talks', () => {
    enter('playing')
    tell(failedOf('a'))
    expect(said('alert')).toBe(failure)
    enter('paused')
    expect(said('status')).toBe('')
    mounted.app.saves.clear()
    flushSync()
    expect(said('alert')).toBe('')
  })

  test('that files are in the way is asked in the dialog while that is open', () => {
    mounted.app.frame.isExportDialogOpen = true
    tell(failedOf('a', 'export/already-there'))
    expect(said('alert')).toBe('')
    mounted.app.frame.isExportDialogOpen = false
    flushSync()
    expect(said('alert')).toBe('Saving failed. A file of that name is there already.')
  })
})
