import { beforeEach, describe, expect, test } from 'vitest'
import { AppError } from '@contract/errors'
import { createVoiceEnsemble } from '../../../src-main/engine/voices/voice-ensemble'
import { settle } from '../../helpers/port-pair'
import { loadSineVoice } from '../../helpers/sine-voice'

const never = new AbortController().signal
let log: string[]
let lose: () => void
let failure: Error | null

beforeEach(() => {
  log = []
  failure = null
})

const create = () =>
  createVoiceEnsemble({
    offers: () => Promise.resolve([]),
    async load(id) {
      log.push(`load ${id}`)
      if (failure) throw failure
      const lost = new Promise<AppError>(
        (resolve) => (lose = () => resolve(new AppError('engine/crashed', 'dead'))),
      )
      return { ...(await loadSineVoice()), id, lost, dispose: async () => void log.push(`dispose ${id}`) }
    },
  })

describe('createVoiceEnsemble', () => {
  test('loads a voice once for all who borrow it, and keeps it when they have given it back', async () => {
    const ensemble = create()
    const [one, other] = await Promise.all([ensemble.borrow('a', never), ensemble.borrow('a', never)])
    expect(one.voice).toBe(other.voice)
    one.release()
    one.release()
    other.release()
    ;(await ensemble.borrow('a', never)).release()
    expect(log).toEqual(['load a'])
    await ensemble.dispose()
    await ensemble.dispose()
    expect(log).toEqual(['load a', 'dispose a'])
  })

  test('keeps two: the one not used for the longest time goes, unless it is borrowed', async () => {
    const ensemble = create()
    const a = await ensemble.borrow('a', never)
    ;(await ensemble.borrow('b', never)).release()
    const c = await ensemble.borrow('c', never)
    await settle(1)
    expect(log).toContain('dispose b')
    const d = await ensemble.borrow('d', never)
    expect(log.filter((line) => line.startsWith('dispose'))).toEqual(['dispose b'])
    a.release()
    await settle(1)
    expect(log.filter((line) => line.startsWith('dispose'))).toEqual(['dispose b', 'dispose a'])
    c.release()
    d.release()
    await ensemble.dispose()
    expect(log.filter((line) => line.startsWith('dispose'))).toHaveLength(4)
  })

  test('one that cannot be had is tried again, and leaves nothing', async () => {
    const ensemble = create()
    failure = new AppError('voice/checksum', 'damaged')
    await expect(ensemble.borrow('a', never)).rejects.toMatchObject({ code: 'voice/checksum' })
    failure = null
    const { voice, release } = await ensemble.borrow('a', never)
    expect(voice.id).toBe('a')
    release()
    await ensemble.dispose()
    expect(log).toEqual(['load a', 'load a', 'dispose a'])
  })

  test('one whose threads died is let go and loaded anew', async () => {
    const ensemble = create()
    const borrowed = await ensemble.borrow('a', never)
    lose()
    await settle(1)
    expect(log).toEqual(['load a'])
    borrowed.release()
    await settle(1)
    ;(await ensemble.borrow('a', never)).release()
    expect(log).toEqual(['load a', 'dispose a', 'load a'])
    lose()
    await settle(1)
    expect(log).toEqual(['load a', 'dispose a', 'load a', 'dispose a'])
    await ensemble.dispose()
  })

  test('who is aborted does not wait; what is borrowed at the end goes when it is given back', async () => {
    const ensemble = create()
    const controller = new AbortController()
    const borrowing = ensemble.borrow('a', controller.signal)
    controller.abort(new Error('enough'))
    await expect(borrowing).rejects.toThrow('enough')
    const borrowed = await ensemble.borrow('a', never)
    await ensemble.dispose()
    expect(log).toEqual(['load a'])
    borrowed.release()
    await settle(1)
    expect(log).toEqual(['load a', 'dispose a'])
    await expect(ensemble.borrow('b', never)).rejects.toThrow('The voices are let go')
  })
})
