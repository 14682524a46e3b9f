import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { speechSettingsSchema } from '@contract/settings'
import { narrate, type NarrationPiece } from '../../../../src-main/engine/streaming/narration'
import { SpokenDocument } from '../../../../src-main/engine/streaming/spoken-document'
import { loadInlineVoice } from '../../../../src-main/engine/voices/inline-voice'
import { kokoro } from '../../../../src-main/engine/voices/kokoro'
import type { Voice } from '../../../../src-main/engine/voices/voice'
import { joinedSamples } from '../../../engine-host/connected-page'
import { installedVoice } from '../../../helpers/installed-voice'
import { noKokoro, why } from './kokoro-files'
import { asWritten } from '../../../../src-main/engine/text/speakable-text'
import { ownTempo } from '../../../../src-main/engine/voices/tempo'

const text = 'Glue the sheet to the wall, then hang the picture.'
const { signal } = new AbortController()

describe('the voice kokoro-heart', () => {
  let voice: Voice
  beforeAll(async () => {
    if (!noKokoro) voice = await loadInlineVoice(await installedVoice('int8', 'kokoro-heart'), signal)
  })
  afterAll(async () => {
    if (!noKokoro) await voice.dispose()
  })

  async function read(stream: object): Promise<NarrationPiece[]> {
    const source = { part: 0, startChar: 0, endChar: text.length, exact: true }
    const settings = speechSettingsSchema.parse({ stream })
    const pieces: NarrationPiece[] = []
    for await (const piece of narrate({
      voice,
      document: new SpokenDocument([{ kind: 'paragraph', text, marks: [], source }]),
      from: { block: 0, char: 0 },
      settings: () => settings,
      signal,
    }))
      pieces.push(piece)
    return pieces
  }
  const soundOf = (pieces: readonly NarrationPiece[]) =>
    joinedSamples(pieces.flatMap((piece) => (piece.kind === 'audio' ? [piece.samples] : [])))

  test.skipIf(noKokoro)(`sounds the same for every chunk length, in more than one piece ${why}`, async () => {
    const small = await read({ chunkPolicy: 'fixed', chunkMilliseconds: 20 })
    const large = await read({ chunkPolicy: 'fixed', chunkMilliseconds: 1_000 })
    expect(small.filter(({ kind }) => kind === 'audio').length).toBeGreaterThan(1)
    expect(soundOf(large)).toEqual(soundOf(small))
    const sentence = small.find((piece) => piece.kind === 'sentence')
    expect(sentence?.words.map(({ startChar, endChar }) => text.slice(startChar, endChar))).toEqual(
      text.replace(/[.,]/g, '').split(' '),
    )
    const starts = sentence?.words.map(({ startSample }) => startSample) ?? []
    expect(starts).toEqual([...starts].sort((a, b) => a - b))
  })

  test.skipIf(noKokoro)(`windows without context to carry are joined as chosen ${why}`, async () => {
    const stream = { chunkPolicy: 'fixed', chunkMilliseconds: 1_500, seam: 'overlap-add' }
    const peak = soundOf(await read(stream)).reduce((most, sample) => Math.max(most, Math.abs(sample)), 0)
    expect(peak).toBeGreaterThan(0.1)
    expect(peak).toBeLessThan(1.2)
    expect(voice.can.seams.cached).toMatch(/cut where they are quietest/)
  })

  test.skipIf(noKokoro)(`a style, a blend and an accent are heard in the features ${why}`, async () => {
    const said = async (speaker: string) => {
      const model = await kokoro.loadAcousticModel({
        ...(await installedVoice('int8', 'kokoro-heart')),
        speaker,
      })
      try {
        const { value } = await model.analyse(asWritten('Tomatoes and laboratories.'), ownTempo).next()
        return value ? value.features.arrays : {}
      } finally {
        await model.dispose()
      }
    }
    const mean = (values: Float32Array) => values.reduce((sum, value) => sum + value, 0) / values.length
    const [heart, blend, george] = [
      await said('af_heart'),
      await said('af_heart+am_adam:0.5'),
      await said('bm_george'),
    ]
    expect(blend['style']).not.toEqual(heart['style'])
    // Half a man: lower than the woman. The Briton is lower still, and takes other sounds for the same words.
    expect(mean(blend['pitch'])).toBeLessThan(mean(heart['pitch']))
    expect(mean(george['pitch'])).toBeLessThan(mean(heart['pitch']))
    expect(george['aligned'].length).not.toBe(heart['aligned'].length)
  })
})
