import { expect, test } from 'vitest'
import { speechSettingsSchema, type SpeechSettings } from '@contract/settings'
import { parseCommandLine } from '../../../../src-main/cli/arguments'
import { OneVoiceAtATime } from '../../../../src-main/cli/commands/narrate/one-voice-at-a-time'
import type { CommandContext } from '../../../../src-main/cli/context'
import type { Voice } from '../../../../src-main/engine'

const speechOf = (voice: string): SpeechSettings => speechSettingsSchema.parse({ voice })

/** Voices that take their time until they are told how it ends. */
function voices() {
  const controller = new AbortController()
  const loads: { voice: string; atOnce: number | undefined; resolve(): void; reject(error: Error): void }[] =
    []
  const context: Pick<CommandContext, 'line' | 'loadVoice' | 'signal'> = {
    line: parseCommandLine(['narrate', 'book.txt']),
    signal: controller.signal,
    loadVoice: ({ speech, atOnce, until } = {}) =>
      new Promise((resolve, reject) => {
        const voice = speech?.voice ?? ''
        until?.addEventListener('abort', () => reject(until.reason as Error), { once: true })
        loads.push({ voice, atOnce, resolve: () => resolve({ id: voice } as Voice), reject })
      }),
  }
  return { loads, controller, one: new OneVoiceAtATime(context, 2) }
}
const asked = (loads: ReturnType<typeof voices>['loads']) => loads.map(({ voice }) => voice)
const turn = () => new Promise((resolve) => setImmediate(resolve))

test('one that is expected is being loaded before it is asked for, and loaded once', async () => {
  const { loads, one } = voices()
  one.expect(speechOf('heart'))
  await turn()
  expect(loads).toMatchObject([{ voice: 'heart', atOnce: 2 }])
  one.expect(speechOf('heart'))
  const first = one.of(speechOf('heart'))
  loads[0].resolve()
  expect(await first).toMatchObject({ id: 'heart' })
  expect(await one.of(speechOf('heart'))).toBe(await first)
  expect(asked(loads)).toEqual(['heart'])
  await one.end()
})

test('the next is not loaded while the one before still is', async () => {
  const { loads, one } = voices()
  one.expect(speechOf('heart'))
  const joe = one.of(speechOf('joe'))
  await turn()
  expect(asked(loads)).toEqual(['heart'])
  loads[0].resolve()
  await turn()
  expect(asked(loads)).toEqual(['heart', 'joe'])
  loads[1].resolve()
  expect(await joe).toMatchObject({ id: 'joe' })
})

test('one that could not be loaded is told of when it is asked for, and tried again the next time', async () => {
  const { loads, one } = voices()
  one.expect(speechOf('heart'))
  const first = one.of(speechOf('heart'))
  await turn()
  loads[0].reject(new Error('broken'))
  await expect(first).rejects.toThrow('broken')
  const second = one.of(speechOf('heart'))
  await turn()
  loads[1].resolve()
  expect(await second).toMatchObject({ id: 'heart' })
})

test('at the end, or when the command is ended, nobody waits for what nobody asked for', async () => {
  for (const end of ['at the end', 'ended'] as const) {
    const { controller, one } = voices()
    one.expect(speechOf('heart'))
    await turn()
    if (end === 'ended') controller.abort(new Error('Ctrl+C'))
    await one.end()
  }
})
