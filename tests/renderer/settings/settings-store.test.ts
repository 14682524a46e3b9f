import { settingsSchema, type Settings } from '@contract/settings'
import { describe, expect, test, vi } from 'vitest'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'

const fresh = settingsSchema.parse({ version: 1 })

describe('SettingsStore', () => {
  test('a change holds at once and is handed over at once, so that no closing window loses it', () => {
    const save = vi.fn((_settings: Settings) => Promise.resolve())
    const store = new SettingsStore(fresh, save, vi.fn())
    store.changeStream({ chunkMilliseconds: 40 })
    store.changeStream({ chunkMilliseconds: 60 })
    expect(store.current.speech.stream.chunkMilliseconds).toBe(60)
    expect(save.mock.lastCall?.[0]).toBe(store.current)
  })

  test('parts that were not changed stay the very same', () => {
    const store = new SettingsStore(fresh, () => Promise.resolve(), vi.fn())
    store.changeView({ readingSize: 4 })
    expect(store.current.speech).toBe(fresh.speech)
    store.changePauses({ sentenceMilliseconds: 0 })
    expect(store.current.speech.pauses).toEqual({ ...fresh.speech.pauses, sentenceMilliseconds: 0 })
    expect(settingsSchema.parse(store.current)).toEqual(store.current)
  })

  test('listeners hear of every change until they leave', () => {
    const store = new SettingsStore(fresh, () => Promise.resolve(), vi.fn())
    const listener = vi.fn()
    const leave = store.subscribe(listener)
    store.changeAudio({ volume: 0.5 })
    leave()
    store.changeAudio({ volume: 0.2 })
    expect(listener).toHaveBeenCalledOnce()
  })

  test('a failed save is told and the setting kept', async () => {
    const onSaveError = vi.fn()
    const store = new SettingsStore(fresh, () => Promise.reject(new Error('disk')), onSaveError)
    store.changeSpeech({ speed: 1.5 })
    await vi.waitFor(() => expect(onSaveError).toHaveBeenCalledOnce())
    expect(store.current.speech.speed).toBe(1.5)
  })
})
