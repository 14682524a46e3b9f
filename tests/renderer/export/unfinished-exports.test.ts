import { flushSync } from 'svelte'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { UnfinishedExport } from '@contract/calls/export'
import { AppError } from '@contract/errors'
import UnfinishedExports from '../../../src-renderer/export/UnfinishedExports.svelte'
import { mountInApp, type MountedApp } from '../app-fixture'
import { pageAt } from '../fake-page'

const unfinishedOf = (jobId: string): UnfinishedExport => ({
  jobId,
  jobFolder: `/music/${jobId}.lector-export`,
  title: jobId,
  share: 0.4,
})
let mounted: MountedApp
let discard: () => Promise<unknown>
const page = pageAt({ block: 3, char: 0 })
const buttons = () => [...document.querySelectorAll<HTMLElement>('.discard')]
const settle = async () => {
  for (let turn = 0; turn < 10; turn++) await Promise.resolve()
  flushSync()
}

beforeEach(async () => {
  vi.clearAllMocks()
  discard = () => Promise.resolve(null)
  mounted = mountInApp(UnfinishedExports, {}, null, (channel) =>
    channel === 'export:unfinished'
      ? Promise.resolve(['one', 'two', 'three'].map(unfinishedOf))
      : channel === 'export:discard'
        ? discard()
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

  test('one that could not be discarded is still offered, and nobody is told that it is gone', async () => {
    discard = () => Promise.reject(new AppError('export/not-writable', 'The folder is locked'))
    buttons()[0]?.click()
    await settle()
    expect(buttons()).toHaveLength(3)
    expect(mounted.app.frame.remark).toBe('')
  })
})
