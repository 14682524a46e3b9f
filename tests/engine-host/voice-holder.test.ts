import { beforeEach, describe, expect, test, vi } from 'vitest'
import { AppError } from '@contract/errors'
import type { VoiceChoice } from '@contract/settings'
import {
  createVoiceHolder,
  type LoadVoice,
  type VoiceChange,
  type VoiceState,
} from '../../src-main/engine-host/voice-holder'
import type { Voice } from '../../src-main/engine/voices/voice'
import { settle } from '../helpers/port-pair'
import { loadSineVoice } from '../helpers/sine-voice'

const never = new AbortController().signal
let log: string[]
let states: VoiceState[]
let changes: VoiceChange[]
let next: LoadVoice
let warm: (voice: Voice) => Promise<void>
let die: (error: AppError) => void

beforeEach(() => {
  log = []
  states = []
  changes = []
  warm = () => Promise.resolve()
  next = async ({ voice: id }) => {
    log.push(`load ${id}`)
    const lost = new Promise<AppError>((resolve) => (die = resolve))
    const dispose = async (): Promise<void> => void log.push(`dispose ${id}`)
    return { ...(await loadSineVoice()), id, lost, dispose }
  }
})

const create = () =>
  createVoiceHolder({
    load: (...args) => next(...args),
    warmUp: (voice) => warm(voice),
    stopUse: async () => void log.push('stop use'),
    systemAudioUnavailable: null,
    onState: (state) => void states.push(state),
    onChange: (change) => void changes.push(change),
  })
const voice = (id: string): VoiceChoice => ({ voice: id, device: 'auto' })
const kinds = () => states.map(({ kind }) => kind)

describe('createVoiceHolder', () => {
  test('says that it prepares, how far it is, and that it is ready', async () => {
    const plain = next
    next = async (choice, signal, onProgress) => {
      onProgress({ kind: 'preparing', what: 'fetching', fraction: 0.5 })
      return plain(choice, signal, onProgress)
    }
    const holder = create()
    await holder.load(voice('a'))
    expect(states).toMatchObject([
      { kind: 'preparing', what: 'loading' },
      { kind: 'preparing', what: 'fetching', fraction: 0.5 },
      {
        kind: 'ready',
        voice: { id: 'a' },
        sampleRateHz: 24_000,
        seams: { cached: true, none: true },
        systemAudioUnavailable: null,
      },
    ])
    expect(holder.state).toBe(states.at(-1))
    expect((await holder.borrow(never)).voice.id).toBe('a')
  })

  test('before anything was loaded there is no voice', async () => {
    await expect(create().borrow(never)).rejects.toMatchObject({ code: 'voice/missing' })
  })

  test('a failure is its state until a repair; whoever waits for the voice fails too', async () => {
    const holder = create()
    const plain = next
    next = () => Promise.reject(new AppError('voice/checksum', 'damaged'))
    const loading = holder.load(voice('a'))
    await expect(holder.borrow(never)).rejects.toMatchObject({ code: 'voice/checksum' })
    await loading
    expect(holder.state).toMatchObject({
      kind: 'unready',
      choice: { voice: 'a' },
      error: { code: 'voice/checksum' },
    })
    next = plain
    await holder.load(voice('a'))
    expect(holder.state.kind).toBe('ready')
    expect((await holder.borrow(never)).voice.id).toBe('a')
  })

  test('a voice that fails to warm up is freed', async () => {
    warm = () => Promise.reject(new AppError('voice/incompatible', 'no sound'))
    const holder = create()
    await holder.load(voice('a'))
    expect(holder.state).toMatchObject({ kind: 'unready', error: { code: 'voice/incompatible' } })
    expect(log).toEqual(['stop use', 'load a', 'dispose a'])
  })

  test('a new voice takes the place of the old one only when nothing speaks with it any more', async () => {
    const holder = create()
    await holder.load(voice('a'))
    log = []
    const loading = holder.load(voice('b'))
    // Asked for after the change was ordered: never the voice that is about to go.
    expect((await holder.borrow(never)).voice.id).toBe('b')
    await loading
    expect(log).toEqual(['stop use', 'dispose a', 'load b'])
  })

  test('two loads at once leave one voice, the last, and free the other', async () => {
    const holder = create()
    await Promise.all([holder.load(voice('a')), holder.load(voice('b'))])
    expect(log.filter((entry) => entry !== 'stop use')).toEqual(['load a', 'dispose a', 'load b'])
    expect(holder.state).toMatchObject({ kind: 'ready', voice: { id: 'b' } })
    expect(kinds().filter((kind) => kind === 'ready')).toHaveLength(1)
  })

  test('a voice whose workers died is loaded again by itself', async () => {
    const holder = create()
    await holder.load(voice('a'))
    log = []
    die(new AppError('engine/crashed', 'out of memory'))
    await vi.waitFor(() => expect(kinds()).toEqual(['preparing', 'ready', 'preparing', 'ready']))
    expect(log).toEqual(['stop use', 'dispose a', 'load a'])
  })

  test('waiting for the voice ends with the reason of the signal', async () => {
    const holder = create()
    next = (_choice, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    void holder.load(voice('a'))
    const controller = new AbortController()
    const waiting = holder.borrow(controller.signal)
    controller.abort(new Error('enough'))
    await expect(waiting).rejects.toThrow('enough')
    await expect(holder.borrow(controller.signal)).rejects.toThrow('enough')
    await holder.dispose()
  })

  test('disposing while it loads breaks off, says nothing more, and may be done twice', async () => {
    const holder = create()
    next = (_choice, signal) =>
      new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))
    const loading = holder.load(voice('a'))
    await settle(2)
    await holder.dispose()
    await holder.dispose()
    await loading
    expect(kinds()).toEqual(['preparing'])
  })

  test('disposing frees the voice; its later death is nobody’s business', async () => {
    const holder = create()
    await holder.load(voice('a'))
    await holder.dispose()
    die(new AppError('engine/crashed', 'ended'))
    await settle(5)
    expect(log).toEqual(['stop use', 'load a', 'dispose a'])
    expect(kinds()).toEqual(['preparing', 'ready'])
  })

  test('a voice chosen is loaded beside the one held, told of, and takes over', async () => {
    const holder = create()
    await holder.load(voice('a'))
    const plain = next
    next = async (choice, signal, onProgress) => {
      onProgress({ kind: 'preparing', what: 'fetching', fraction: 0.5 })
      return plain(choice, signal, onProgress)
    }
    const choosing = holder.choose(voice('b'))
    expect((await holder.borrow(never)).voice.id).toBe('a')
    await choosing
    expect(changes).toEqual([
      { kind: 'changing-voice', choice: voice('b'), what: 'loading' },
      { kind: 'changing-voice', choice: voice('b'), what: 'fetching', fraction: 0.5 },
    ])
    expect(kinds()).toEqual(['preparing', 'ready', 'ready'])
    expect((await holder.borrow(never)).voice.id).toBe('b')
    // The lease taken meanwhile still holds it.
    expect(log).toEqual(['stop use', 'load a', 'load b'])
    await holder.reload()
    expect(log.slice(3)).toEqual(['stop use', 'dispose b', 'load b'])
  })

  test('the voice before stays until the last who borrowed it gives it back', async () => {
    const holder = create()
    await holder.load(voice('a'))
    const [one, other] = [await holder.borrow(never), await holder.borrow(never)]
    await holder.choose(voice('b'))
    one.release()
    one.release()
    await settle(2)
    expect(log).not.toContain('dispose a')
    other.release()
    await settle(2)
    expect(log).toContain('dispose a')
  })

  test('a choice that fails says so once; the voice held stays usable', async () => {
    const holder = create()
    await holder.load(voice('a'))
    next = () => Promise.reject(new AppError('voice/incompatible', 'no voice at all'))
    await holder.choose(voice('b'))
    expect(changes.at(-1)).toMatchObject({
      kind: 'voice-refused',
      choice: { voice: 'b' },
      error: { code: 'voice/incompatible' },
    })
    expect(holder.state).toMatchObject({ kind: 'ready', voice: { id: 'a' } })
    expect((await holder.borrow(never)).voice.id).toBe('a')
  })

  test('choosing the voice that is held calls a choice under way off', async () => {
    const holder = create()
    await holder.load(voice('a'))
    let wasAborted = false
    next = (_choice, signal) =>
      new Promise((_, reject) =>
        signal.addEventListener('abort', () => {
          wasAborted = true
          reject(signal.reason as Error)
        }),
      )
    const choosing = holder.choose(voice('b'))
    await holder.choose(voice('a'))
    await choosing
    expect(wasAborted).toBe(true)
    expect(states.at(-1)).toMatchObject({ kind: 'ready', voice: { id: 'a' } })
    expect(changes).toHaveLength(1)
  })

  test('where no voice can speak, a choice is a load', async () => {
    const holder = create()
    await holder.choose(voice('a'))
    expect(holder.state).toMatchObject({ kind: 'ready', voice: { id: 'a' } })
    expect(log).toEqual(['stop use', 'load a'])
  })

  test('says that it is ready again when another device takes over, until the voice is replaced', async () => {
    const plain = next
    const listeners: (() => void)[] = []
    let device = 'CPU'
    next = async (...args) => ({
      ...(await plain(...args)),
      get device() {
        return device
      },
      providers: [{ id: 'cpu', name: 'CPU', state: 'used' }],
      onDeviceChange: (listener) => {
        listeners.push(listener)
        return () => undefined
      },
    })
    const holder = create()
    await holder.load(voice('a'))
    device = 'WebGPU (A card)'
    listeners[0]()
    expect(states.filter(({ kind }) => kind === 'ready')).toMatchObject([
      { device: 'CPU', providers: [{ id: 'cpu' }] },
      { device: 'WebGPU (A card)' },
    ])
    expect(holder.state).toMatchObject({ kind: 'ready', device: 'WebGPU (A card)' })
    await holder.load(voice('b'))
    const before = states.length
    listeners[0]()
    expect(states.length).toBe(before)
  })

  test('a voice that is renewed takes over from itself, and goes when its last user is done', async () => {
    const holder = create()
    await holder.load(voice('one'))
    const lease = await holder.borrow(never)
    await holder.renew(never)
    await settle()
    expect(log).toEqual(['stop use', 'load one', 'load one'])
    expect(kinds().at(-1)).toBe('ready')
    lease.release()
    await settle()
    expect(log).toEqual(['stop use', 'load one', 'load one', 'dispose one'])
    await holder.dispose()
  })

  test('a renewal leaves alone what was chosen and is on its way', async () => {
    const holder = create()
    await holder.load(voice('one'))
    const plain = next
    let go: () => void = () => undefined
    next = async (...args) => {
      await new Promise<void>((resolve) => (go = resolve))
      return plain(...args)
    }
    const choice = holder.choose(voice('two'))
    await holder.renew(never)
    go()
    await choice
    expect((await holder.borrow(never)).voice.id).toBe('two')
    await holder.dispose()
  })

  test('a renewal that is not wanted any more leaves everything as it was, and says so', async () => {
    const holder = create()
    await holder.load(voice('one'))
    const plain = next
    next = async (choice, signal, onProgress) => {
      const loaded = await plain(choice, signal, onProgress)
      await new Promise((resolve) => signal.addEventListener('abort', resolve))
      return loaded
    }
    const controller = new AbortController()
    const renewal = holder.renew(controller.signal)
    await settle()
    expect(changes.at(-1)).toMatchObject({ kind: 'changing-voice' })
    controller.abort(new Error('The test was cancelled'))
    await renewal
    expect(log).toEqual(['stop use', 'load one', 'load one', 'dispose one'])
    expect(kinds()).toEqual(['preparing', 'ready', 'ready'])
    expect((await holder.borrow(never)).voice.id).toBe('one')
    // It is no obstacle to a choice.
    next = plain
    await holder.choose(voice('two'))
    expect((await holder.borrow(never)).voice.id).toBe('two')
    await holder.dispose()
  })
})
