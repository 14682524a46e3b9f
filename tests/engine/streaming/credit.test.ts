import { describe, expect, test } from 'vitest'
import { createCredit } from '../../../src-main/engine/streaming/credit'

describe('createCredit', () => {
  test('lets one chunk overdraw and then waits for the player', async () => {
    const credit = createCredit(100)
    const { signal } = new AbortController()
    await credit.available(signal)
    credit.spend(300)
    let isThrough = false
    const waiting = credit.available(signal).then(() => (isThrough = true))
    credit.grant(200)
    await Promise.resolve()
    expect(isThrough).toBe(false)
    credit.grant(1)
    await waiting
    expect(credit.samples).toBe(1)
  })

  test('a stop ends the wait with its reason', async () => {
    const credit = createCredit(0)
    const controller = new AbortController()
    const waiting = credit.available(controller.signal)
    controller.abort(new Error('stopped'))
    await expect(waiting).rejects.toThrow('stopped')
    await expect(credit.available(controller.signal)).rejects.toThrow('stopped')
  })
})
