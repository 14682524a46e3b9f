import { flushSync } from 'svelte'
import { afterEach, describe, expect, test } from 'vitest'
import PerformancePage from '../../../src-renderer/settings/PerformancePage.svelte'
import { mountInApp, named, type MountedApp } from '../app-fixture'

let mounted: MountedApp
let answers: ((result: unknown) => void)[]
afterEach(() => mounted.close())

function open() {
  answers = []
  mounted = mountInApp(
    PerformancePage,
    {},
    null,
    (channel) =>
      new Promise((resolve) => {
        if (channel.startsWith('performance:')) answers.push(resolve)
      }),
  )
}
const settled = async () => {
  await new Promise((done) => setTimeout(done, 0))
  flushSync()
}
const figures = () => [...document.querySelectorAll('dd')].map(({ textContent }) => textContent?.trim())

describe('the seam test', () => {
  test('says how loud the difference is, how many joins were compared, and what that means', async () => {
    open()
    named('button', 'Seam test: Run').click()
    flushSync()
    expect(mounted.calls.at(-1)).toMatchObject({ channel: 'performance:test', input: { test: 'seams' } })
    expect(figures()).toEqual([])
    answers[0]({ test: 'seams', peakDifference: 0, joins: 412 })
    await settled()
    expect(figures()).toEqual(['None', '412', 'Same sound'])
    named('button', 'Seam test: Run again').click()
    answers[1]({ test: 'seams', peakDifference: 0.01, joins: 412 })
    await settled()
    expect(figures()).toEqual(['-40.0 dBFS', '412', 'Another sound'])
  })

  test('is stopped, and what comes of it afterwards is not shown', async () => {
    open()
    named('button', 'Seam test: Run').click()
    flushSync()
    named('button', 'Seam test: Stop').click()
    answers[0]({ test: 'seams', peakDifference: 0, joins: 4 })
    await settled()
    const asked = mounted.calls.map(({ channel }) => channel)
    expect(asked.filter((channel) => channel.startsWith('performance:'))).toEqual([
      'performance:test',
      'performance:cancel',
    ])
    expect(figures()).toEqual([])
    expect(named('button', 'Seam test: Run')).toBeTruthy()
  })

  test('says nothing of a seam, a chunk size or a voice that was not tried', async () => {
    open()
    const { settings } = mounted.app
    named('button', 'Seam test: Run').click()
    answers[0]({ test: 'seams', peakDifference: 0, joins: 412 })
    await settled()
    const shown = ['None', '412', 'Same sound']
    const withChange = (change: () => void, expected: readonly string[]) => {
      const before = settings.current
      change()
      flushSync()
      expect(figures()).toEqual(expected)
      settings.change(() => before)
      flushSync()
      expect(figures()).toEqual(shown)
    }
    withChange(() => settings.changeStream({ seam: 'none' }), [])
    withChange(() => settings.changeStream({ chunkMilliseconds: 999 }), [])
    withChange(() => settings.changeSpeech({ voice: 'joe' }), [])
    withChange(() => settings.changeStream({ bufferAheadSeconds: 59 }), shown)
    withChange(() => settings.changeSpeech({ speed: 2 }), shown)
  })

  test('ends when the page is left', async () => {
    open()
    named('button', 'Seam test: Run').click()
    flushSync()
    await mounted.close()
    expect(mounted.calls.at(-1)?.channel).toBe('performance:cancel')
    open()
  })
})

describe('the test of the device', () => {
  test('tries again what runs the voice and says how fast it is', async () => {
    open()
    named('button', 'Device: Test again').click()
    answers[0]({ test: 'devices', device: 'CPU', realTimeFactor: 0.1 })
    await settled()
    const row = () => document.querySelector('[data-setting=Device]')?.textContent
    expect(row()).toMatch(/CPU: 10.*real time/)
    mounted.app.settings.changeSpeech({ voice: 'joe' })
    flushSync()
    expect(row()).not.toMatch(/real time/)
  })

  test('ends when the page is left', async () => {
    open()
    named('button', 'Device: Test again').click()
    flushSync()
    await mounted.close()
    expect(mounted.calls.at(-1)?.channel).toBe('performance:cancel')
    open()
  })
})
