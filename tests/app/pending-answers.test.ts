import { describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { PendingAnswers } from '../../src-main/app/pending-answers'

const crashed = new AppError('engine/crashed', 'It ended')

describe('PendingAnswers', () => {
  test('each request gets its own answer, in whatever order they come', async () => {
    const pending = new PendingAnswers<string>()
    const sent: number[] = []
    const [one, two] = [1, 2].map(() => pending.ask((requestId) => sent.push(requestId)))
    pending.answer(sent[1], 'second')
    pending.answer(sent[0], 'first')
    expect(await one).toBe('first')
    expect(await two).toBe('second')
  })

  test('whoever waits is told that no answer will come, once', async () => {
    const pending = new PendingAnswers<string>()
    let sent = 0
    const asked = pending.ask((requestId) => (sent = requestId))
    pending.failAll(crashed)
    pending.failAll(new AppError('engine/crashed', 'Again'))
    pending.answer(sent, 'too late')
    await expect(asked).rejects.toBe(crashed)
  })
})
