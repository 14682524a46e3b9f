import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, test, vi } from 'vitest'
import { Turns } from '../../../src-main/engine/streaming/turns'

describe('Turns', () => {
  test('one at a time, in the order they came, whatever becomes of those before', async () => {
    const turns = new Turns()
    const said: string[] = []
    let isBusy = false
    const work = (name: string, fails = false) =>
      turns.take(async () => {
        expect(isBusy).toBe(false)
        isBusy = true
        await new Promise((resolve) => setTimeout(resolve, 1))
        isBusy = false
        said.push(name)
        if (fails) throw new Error(name)
        return name
      })
    const all = await Promise.allSettled([work('a'), work('b', true), work('c')])
    expect(said).toEqual(['a', 'b', 'c'])
    expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  test('who leaves the row is never worked for, and nobody overtakes those before', async () => {
    const turns = new Turns()
    const said: string[] = []
    let end = (): void => undefined
    const first = turns.take(() => new Promise<void>((resolve) => (end = resolve)))
    const leaving = new AbortController()
    const second = turns.take(() => Promise.resolve(said.push('second')), leaving.signal)
    const third = turns.take(() => Promise.resolve(said.push('third')))
    leaving.abort(new Error('I go'))
    await expect(second).rejects.toThrow('I go')
    await expect(turns.take(() => Promise.resolve(), leaving.signal)).rejects.toThrow('I go')
    expect(said).toEqual([])
    end()
    await Promise.all([first, third])
    expect(said).toEqual(['third'])
  })

  test('holds nothing of what is over', async () => {
    setFlagsFromString('--expose-gc')
    const collect = runInNewContext('gc') as () => void
    const turns = new Turns()
    const made: WeakRef<object>[] = []
    const make = (): Promise<void> =>
      turns
        .take(() => Promise.resolve(new Float32Array(1_000)))
        .then((samples) => void made.push(new WeakRef(samples)))
    for (let count = 0; count < 10; count++) await make()
    await vi.waitFor(() => {
      collect()
      expect(made.filter((samples) => samples.deref() !== undefined)).toEqual([])
    })
  })
})
