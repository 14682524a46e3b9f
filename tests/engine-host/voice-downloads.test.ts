import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { VoiceDownload } from '@contract/calls/voices'
import { AppError } from '@contract/errors'
import { createNetworkLeave, type NetworkLeave } from '../../src-main/engine-host/network-leave'
import { createVoiceDownloads, type VoiceDownloads } from '../../src-main/engine-host/voice-downloads'

/** Downloads that a test ends: each waits for its turn to be ended. */
let begun: { id: string; finish: () => void; fail: (error: unknown) => void }[]
let discarded: string[]
let told: string[]
let network: NetworkLeave
let downloads: VoiceDownloads

const said = (download: VoiceDownload): string => {
  if (download.state === 'running') return `running ${download.progress.id}`
  return download.state === 'failed'
    ? `failed ${download.id} ${download.error.code}`
    : `${download.state} ${download.id}`
}

beforeEach(() => {
  begun = []
  discarded = []
  told = []
  network = createNetworkLeave()
  downloads = createVoiceDownloads({
    voices: {
      download: (id, { signal, onProgress }) =>
        new Promise((resolve, reject) => {
          onProgress({ id, bytes: 0, totalBytes: 9 })
          signal.addEventListener('abort', () => setTimeout(() => reject(signal.reason)))
          begun.push({ id, finish: resolve, fail: reject })
        }),
      discard: async (id) => void discarded.push(id),
    },
    network: () => network.signal,
    tell: (download) => told.push(said(download)),
  })
})
const isTold = (...lines: string[]) => vi.waitFor(() => expect(told).toEqual(lines))

describe('createVoiceDownloads', () => {
  test('fetches one voice after the other, each once', async () => {
    for (const id of ['a', 'b', 'a']) downloads.start(id)
    await isTold('waiting b', 'running a')
    begun[0].finish()
    await isTold('waiting b', 'running a', 'done a', 'running b')
    begun[1].finish()
    await isTold('waiting b', 'running a', 'done a', 'running b', 'done b')
    downloads.start('a')
    await vi.waitFor(() => expect(begun).toHaveLength(3))
  })

  test('one that fails is told of, and those behind it come', async () => {
    for (const id of ['a', 'b']) downloads.start(id)
    await vi.waitFor(() => expect(begun).toHaveLength(1))
    begun[0].fail(new AppError('voice/checksum', 'bad'))
    await isTold('waiting b', 'running a', 'failed a voice/checksum', 'running b')
  })

  test('one that is paused has ended when that is told; one that waits is paused at once', async () => {
    for (const id of ['a', 'b', 'c']) downloads.start(id)
    await vi.waitFor(() => expect(begun).toHaveLength(1))
    await downloads.pause('b')
    await downloads.pause('a')
    await isTold('waiting b', 'waiting c', 'running a', 'paused b', 'paused a', 'running c')
    downloads.start('b')
    begun[1].finish()
    await vi.waitFor(() => expect(begun.map(({ id }) => id)).toEqual(['a', 'c', 'b']))
    await downloads.pause('nobody')
    expect(told.filter((line) => line.startsWith('paused'))).toHaveLength(2)
  })

  test('what came of one goes with it', async () => {
    downloads.start('a')
    await vi.waitFor(() => expect(begun).toHaveLength(1))
    await downloads.discard('a')
    await downloads.discard('b')
    expect(discarded).toEqual(['a', 'b'])
    expect(told).toEqual(['running a', 'discarded a', 'discarded b'])
  })

  test('when nothing may be fetched any more they end, and none begins', async () => {
    for (const id of ['a', 'b']) downloads.start(id)
    await vi.waitFor(() => expect(begun).toHaveLength(1))
    network.allow(false)
    await isTold('waiting b', 'running a', 'failed a voice/offline', 'failed b voice/offline')
    expect(begun).toHaveLength(1)
    network.allow(true)
    downloads.start('b')
    await vi.waitFor(() => expect(begun).toHaveLength(2))
  })

  test('all end for now when the host does', async () => {
    for (const id of ['a', 'b']) downloads.start(id)
    await vi.waitFor(() => expect(begun).toHaveLength(1))
    await downloads.pauseAll()
    expect(told.slice(2).sort()).toEqual(['paused a', 'paused b'])
  })
})
