import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { exportProgress, type UnfinishedExport } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import UnfinishedExports from '../../../src-renderer/export/UnfinishedExports.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'
import { pageAt } from '../fake-page'
import { failedOf, takenOf } from './export-fixtures'

const unfinishedOf = (jobId: string): UnfinishedExport => ({
  jobId,
  jobFolder: `/music/${jobId}.lector-export`,
  title: jobId,
  share: 0.4,
})
let mounted: MountedApp
let discard: () => Promise<unknown>
let left: string[]
const page = pageAt({ block: 3, char: 0 })
const buttons = () => [...document.querySelectorAll<HTMLElement>('.discard')]
const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  flushSync()
}

beforeEach(async () => {
  vi.clearAllMocks()
  discard = () => Promise.resolve(null)
  left = ['one', 'two', 'three']
  mounted = mountInApp(UnfinishedExports, {}, null, (channel) =>
    channel === 'export:unfinished'
      ? Promise.resolve(left.map(unfinishedOf))
      : channel === 'export:discard'
        ? discard()
        : channel === 'export:resume'
          ? Promise.resolve(null)
          : new Promise(() => undefined),
  )
  mounted.app.session.page = page
  await mounted.app.unfinished.look()
  flushSync()
})
afterEach(() => mounted.close())

describe('UnfinishedExports', () => {
  test('where one is discarded the next gets the focus, and behind the last the page', async () => {
    buttons()[1]?.click()
    await settle()
    expect(mounted.app.frame.remark).not.toBe('')
    expect(buttons()).toHaveLength(2)
    expect(document.activeElement).toBe(buttons()[1])
    buttons()[1]?.click()
    await settle()
    expect(document.activeElement).toBe(buttons()[0])
    expect(page.placeCaret).not.toHaveBeenCalled()
    buttons()[0]?.click()
    await settle()
    expect(page.placeCaret).toHaveBeenCalledExactlyOnceWith({ block: 3, char: 0 })
  })

  test('what is begun anew in the place of one is not offered as well', async () => {
    await mounted.app.saves.add(() => Promise.resolve({ jobId: 'other' }))
    left = ['two', 'three']
    mounted.notify(exportProgress, takenOf('other'))
    await settle()
    expect(buttons()).toHaveLength(2)
  })

  test('one of which nothing is there any more is not offered on', async () => {
    left = ['two', 'three']
    expect(await mounted.app.unfinished.resume(unfinishedOf('one'))).toBe(false)
    flushSync()
    expect(buttons()).toHaveLength(2)
    expect(mounted.app.saves.exists).toBe(false)
  })

  test('how one ended is forgotten with it: nobody can go on with that', async () => {
    const { saves } = mounted.app
    await saves.add(() => Promise.resolve({ jobId: 'one' }))
    mounted.notify(exportProgress, failedOf('one'))
    await settle()
    buttons()[0]?.click()
    await settle()
    expect(saves.exists).toBe(false)
  })

  test('one that could not be discarded is still offered, and nobody is told that it is gone', async () => {
    discard = () => Promise.reject(new AppError('export/not-writable', 'The folder is locked'))
    buttons()[0]?.click()
    await settle()
    expect(buttons()).toHaveLength(3)
    expect(mounted.app.frame.remark).toBe('')
  })
})
