import { describe, expect, test } from 'vitest'
import { NewestFirst } from '../../src-main/app/newest-first'

function desk() {
  const queue = new NewestFirst()
  const begun: string[] = []
  const ends = new Map<string, () => void>()
  const ask = (name: string): Promise<string> =>
    queue.add(() => {
      begun.push(name)
      return new Promise((resolve) => ends.set(name, () => resolve(name)))
    })
  const end = async (name: string): Promise<void> => {
    ends.get(name)?.()
    await new Promise((resolve) => setTimeout(resolve))
  }
  return { queue, begun, ask, end }
}

describe('NewestFirst', () => {
  test('runs one at a time, and of those that wait the last one first', async () => {
    const { begun, ask, end } = desk()
    const answers = ['a', 'b', 'c'].map((name) => ask(name))
    expect(begun).toEqual(['a'])
    await end('a')
    expect(begun).toEqual(['a', 'c'])
    await end('c')
    await end('b')
    expect(await Promise.all(answers)).toEqual(['a', 'b', 'c'])
  })

  test('what fails makes room for the next', async () => {
    const queue = new NewestFirst()
    await expect(queue.add(() => Promise.reject(new Error('broken')))).rejects.toThrow('broken')
    const throwsAtOnce = (): Promise<string> => {
      throw new Error('no process to be had')
    }
    await expect(queue.add(throwsAtOnce)).rejects.toThrow('no process')
    expect(await queue.add(() => Promise.resolve('fine'))).toBe('fine')
  })

  test('what waits can be given up, what runs goes on', async () => {
    const { queue, begun, ask, end } = desk()
    const first = ask('a')
    const waiting = expect(ask('b')).rejects.toThrow('another book')
    queue.giveUp(new Error('another book'))
    await waiting
    await end('a')
    expect(await first).toBe('a')
    expect(begun).toEqual(['a'])
  })
})
