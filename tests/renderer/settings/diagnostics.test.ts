import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { Diagnostics } from '../../../src-renderer/settings/diagnostics.svelte'
import { FakePlayer } from '../fake-player'

let answers: { resolve: (value: unknown) => void; reject: (error: Error) => void }[]
const report = vi.fn()
const bridge: Bridge = {
  call: () =>
    new Promise((resolve, reject) => answers.push({ resolve: (value) => resolve(value as never), reject })),
  on: () => () => undefined,
  connectSpeech: () => Promise.reject(new Error('Nothing is connected here')),
  pathOfFile: () => '',
}

beforeEach(() => {
  vi.useFakeTimers()
  answers = []
  report.mockClear()
})
afterEach(() => {
  vi.useRealTimers()
})

test('main is asked again once it has answered, and that it cannot is told once', async () => {
  const stop = new Diagnostics(bridge, new FakePlayer(), report).watch(true)
  await vi.advanceTimersByTimeAsync(5_000)
  expect(answers).toHaveLength(1)
  answers[0]?.reject(new Error('gone'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(answers).toHaveLength(2)
  answers[1]?.reject(new Error('still gone'))
  await vi.advanceTimersByTimeAsync(1_000)
  expect(answers).toHaveLength(3)
  expect(report).toHaveBeenCalledTimes(1)
  stop()
})
