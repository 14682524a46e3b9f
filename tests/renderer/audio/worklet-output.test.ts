import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { OutputChoice } from '../../../src-renderer/audio/output-devices.svelte'
import { openWorkletOutput } from '../../../src-renderer/audio/worklet-output'

/** Sounds on any output but one. */
class FakeContext {
  state = 'running'
  destination = {}
  audioWorklet = { addModule: () => Promise.resolve() }
  setSinkId = (id: string) => (id === 'refused' ? Promise.reject(new Error('no')) : Promise.resolve())
  close = () => Promise.resolve()
}
class FakeNode {
  port = { postMessage: () => undefined }
  connect = () => undefined
  disconnect = () => undefined
}
beforeEach(() => {
  vi.stubGlobal('AudioContext', FakeContext)
  vi.stubGlobal('AudioWorkletNode', FakeNode)
})
afterEach(() => void vi.unstubAllGlobals())

/** @returns what a context says of where it sounds, in turn */
async function openedAt(sinkId: string): Promise<[sinkId: string, isTaken: boolean][]> {
  const tried: [string, boolean][] = []
  const choice: OutputChoice = {
    sinkId,
    keepsOpen: true,
    onChange: () => () => undefined,
    tried: (...one) => tried.push(one),
  }
  const output = await openWorkletOutput(window, 24_000, choice)
  await output.dispose()
  return tried
}

describe('openWorkletOutput', () => {
  test('sounds where the system sends it until it could be made to sound where it is meant to', async () => {
    expect(await openedAt('')).toEqual([['', true]])
    expect(await openedAt('b')).toEqual([
      ['', true],
      ['b', true],
    ])
    expect(await openedAt('refused')).toEqual([
      ['', true],
      ['refused', false],
    ])
  })
})
