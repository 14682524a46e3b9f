import { describe, expect, test } from 'vitest'
import { streamSettingsSchema } from '@contract/settings'
import { comparePlayed } from '../../../src-main/engine/seam-test'
import { loadInlineVoice } from '../../../src-main/engine/voices/inline-voice'
import { hasVoice, installedVoice } from '../../helpers/installed-voice'
import { loadSineVoice } from '../../helpers/sine-voice'

const text = 'Hello my big long beautiful world. Here is another sentence.'
const fixed = { chunkPolicy: 'fixed', chunkMilliseconds: 80 } as const
const { signal } = new AbortController()
const turn = () => Promise.resolve()

describe('comparePlayed', () => {
  test('the time somebody else had the voice is none of the time taken', async () => {
    const stream = streamSettingsSchema.parse(fixed)
    const voice = await loadSineVoice()
    const quick = await comparePlayed({ voice, text, stream, turn, signal })
    let waited = 0
    const slow = await comparePlayed({
      voice,
      text,
      stream,
      async turn() {
        if (waited++ < 3) await new Promise((resolve) => setTimeout(resolve, 1_000))
      },
      signal,
    })
    expect(quick.realTimeFactor).toBeGreaterThan(0)
    expect(slow.realTimeFactor).toBeLessThan(0.5)
    expect(slow).toMatchObject({ peakDifference: 0, joins: quick.joins })
  })

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
