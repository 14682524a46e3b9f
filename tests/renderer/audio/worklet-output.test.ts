import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { OutputChoice } from '../../../src-renderer/audio/output-devices.svelte'
import { openWorkletOutput } from '../../../src-renderer/audio/worklet-output'

/** Sounds on any output but one. */
let contexts: FakeContext[] = []
class FakeContext extends EventTarget {
  state = 'running'
  resumed = 0
  constructor() {
    super()
    contexts.push(this)
  }
  resume = () => Promise.resolve(void this.resumed++)
  /** What a browser does to it. */
  become(state: string): void {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
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
  contexts = []
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

const steady: OutputChoice = {
  sinkId: '',
  keepsOpen: true,
  onChange: () => () => undefined,
  tried: () => undefined,
}

describe('openWorkletOutput', () => {
  test('says when it has died, by its state or by a failure of its device, and only then', async () => {
    const closed = await openWorkletOutput(window, 24_000, steady)
    expect(closed.hasDied).toBe(false)
    contexts[0]?.become('closed')
    expect(closed.hasDied).toBe(true)
    const failed = await openWorkletOutput(window, 24_000, steady)
    contexts[1]?.dispatchEvent(new Event('error'))
    expect(failed.hasDied).toBe(true)
    await Promise.all([closed.dispose(), failed.dispose()])
  })

  test('a context that is suspended while it is to sound is resumed; one that is silent is left alone', async () => {
    const output = await openWorkletOutput(window, 24_000, steady)
    const [context] = contexts
    context?.become('suspended')
    expect(context?.resumed).toBe(0)
    context?.become('running')
    output.begin(1, 0)
    context?.become('suspended')
    expect(context?.resumed).toBe(1)
    output.pause()
    context?.become('suspended')
    expect(context?.resumed).toBe(1)
    await output.dispose()
    context?.become('suspended')
    expect(context?.resumed).toBe(1)
  })

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
