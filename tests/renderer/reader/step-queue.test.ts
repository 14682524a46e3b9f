import { describe, expect, test, vi } from 'vitest'
import type { TextPosition } from '@contract/document'
import { StepQueue } from '../../../src-renderer/reader/step-queue'

const begin = () => Promise.resolve({ block: 5, char: 0 })
const neighbour = ({ block }: TextPosition, move: string) =>
  Promise.resolve(
    block > 0 || move.startsWith('next')
      ? { block: block + (move.startsWith('next') ? 1 : -1), char: 0 }
      : null,
  )

describe('StepQueue', () => {
  test('twenty steps in a row are taken one from the other, and only the last place is gone to', async () => {
    const queue = new StepQueue(neighbour)
    const arrive = vi.fn()
    await Promise.all(Array.from({ length: 20 }, () => queue.step('next-sentence', begin, arrive)))
    expect(arrive.mock.calls).toEqual([[{ block: 25, char: 0 }]])
  })

  test('a step that leads nowhere leaves the place where it was', async () => {
    const queue = new StepQueue(neighbour)
    const arrive = vi.fn()
    const steps = Array.from({ length: 8 }, () => queue.step('previous-sentence', begin, arrive))
    await Promise.all(steps)
    expect(arrive.mock.calls).toEqual([[{ block: 0, char: 0 }]])
    arrive.mockClear()
    await queue.step('previous-sentence', () => Promise.resolve({ block: 0, char: 4 }), arrive)
    expect(arrive).not.toHaveBeenCalled()
  })

  test('after a failure the next step is taken again', async () => {
    const locate = vi.fn(neighbour).mockRejectedValueOnce(new Error('gone'))
    const queue = new StepQueue(locate)
    const arrive = vi.fn()
    await expect(queue.step('next-word', begin, arrive)).rejects.toThrow('gone')
    await queue.step('next-word', begin, arrive)
    expect(arrive.mock.calls).toEqual([[{ block: 6, char: 0 }]])
  })

  test('what was let go leads nowhere, fails unheard, and does not hold up the next step', async () => {
    const answers: ((place: TextPosition | null) => void)[] = []
    const failures: ((error: Error) => void)[] = []
    const locate = () =>
      new Promise<TextPosition | null>((answer, fail) => {
        answers.push(answer)
        failures.push(fail)
      })
    const queue = new StepQueue(locate)
    const [late, failed, wanted] = [vi.fn(), vi.fn(), vi.fn()]
    const steps = [queue.step('next-word', begin, late)]
    await vi.waitFor(() => expect(answers).toHaveLength(1))
    queue.cancel()
    steps.push(queue.step('next-word', begin, failed))
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    queue.cancel()
    steps.push(queue.step('next-word', begin, wanted))
    await vi.waitFor(() => expect(answers).toHaveLength(3))
    answers[0]?.({ block: 7, char: 0 })
    failures[1]?.(new Error('gone'))
    answers[2]?.({ block: 8, char: 0 })
    await Promise.all(steps)
    expect(late).not.toHaveBeenCalled()
    expect(failed).not.toHaveBeenCalled()
    expect(wanted.mock.calls).toEqual([[{ block: 8, char: 0 }]])
  })
})
