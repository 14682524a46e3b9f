import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { Examination } from '../../../src-renderer/pronunciation/examination.svelte'

const entry = (text: string) => pronunciationEntrySchema.parse({ text, say: { kind: 'nothing' } })
beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('Examination', () => {
  test('looks once typing has paused, at what was typed last', async () => {
    const examine = vi.fn(({ text }: { text: string }) =>
      Promise.resolve({ problem: null, sentences: text.length }),
    )
    const examination = new Examination(examine)
    for (const text of ['E', 'El', 'Elo']) examination.look(entry(text))
    await vi.advanceTimersByTimeAsync(1_000)
    expect(examine).toHaveBeenCalledTimes(1)
    expect(examination.result).toEqual({ problem: null, sentences: 3 })
    examination.look(null)
    expect(examination.result).toBeNull()
  })

  test('an answer that comes too late, and a refusal, are of no interest', async () => {
    let answer: (value: { problem: null; sentences: number }) => void = () => {}
    const examination = new Examination(
      vi
        .fn<() => Promise<{ problem: null; sentences: number }>>()
        .mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)))
        .mockImplementationOnce(() => Promise.reject(new DOMException('', 'AbortError'))),
    )
    examination.look(entry('first'))
    await vi.advanceTimersByTimeAsync(1_000)
    examination.look(entry('second'))
    answer({ problem: null, sentences: 7 })
    await vi.advanceTimersByTimeAsync(1_000)
    expect(examination.result).toBeNull()
    examination.dispose()
  })
})
