import { describe, expect, test } from 'vitest'
import { streamSettingsSchema } from '@contract/settings'
import { comparePlayed, timePlayed, type Turn } from '../../../src-main/engine/seam-test'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import type { Voice } from '../../../src-main/engine/voices/voice'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { loadSineVoice } from '../../helpers/sine-voice'

const text = 'Hello my big long beautiful world. Here is another sentence.'
const fixed = { chunkPolicy: 'fixed', chunkMilliseconds: 80 } as const
const { signal } = new AbortController()
const turn: Turn = () => Promise.resolve(false)

describe('comparePlayed', () => {
  test.skipIf(!hasVoice)(
    'the default voice is the same bits in chunks, and not without a seam (needs models/heart/files)',
    async () => {
      const voice = await loadInlineVoice(await installedVoice('int8'), signal)
      try {
        const compare = (seam: 'cached' | 'none') =>
          comparePlayed({ voice, text, stream: streamSettingsSchema.parse({ ...fixed, seam }), turn, signal })
        const cached = await compare('cached')
        expect(cached).toMatchObject({ peakDifference: 0 })
        expect(cached.joins).toBeGreaterThan(10)
        expect((await compare('none')).peakDifference).toBeGreaterThan(1e-3)
      } finally {
        await voice.dispose()
      }
    },
  )
})

describe('timePlayed', () => {
  test('a run in which somebody else had the voice says nothing, and the text is read again', async () => {
    const sine = await loadSineVoice()
    let renders = 0
    const voice: Voice = {
      ...sine,
      render(...args) {
        renders++
        return sine.render(...args)
      },
    }
    let turns = 0
    const stream = streamSettingsSchema.parse(fixed)
    const time = (disturbedTurns: readonly number[]): Promise<number> => {
      renders = turns = 0
      const turnOf: Turn = () => Promise.resolve(disturbedTurns.includes(++turns))
      return timePlayed({ voice, text, stream, turn: turnOf, signal })
    }
    // The voice may be had by somebody before a run begins.
    expect(await time([1])).toBeGreaterThan(0)
    const [once, turnsOnce] = [renders, turns]
    expect(await time([2, turnsOnce + 3])).toBeGreaterThan(0)
    expect([renders, turns]).toEqual([3 * once, 3 * turnsOnce])
  })
})
