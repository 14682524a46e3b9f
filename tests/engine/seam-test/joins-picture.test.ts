import { describe, expect, test } from 'vitest'
import { streamSettingsSchema } from '@contract/settings'
import { drawJoins, testSeams, type SeamTake } from '../../../src-main/engine/seam-test'
import { sineSubject } from './sine-subject'

describe('drawJoins', () => {
  test('draws a row for every take: sound, reference, difference and join, three times, in closed elements', async () => {
    const takes: SeamTake[] = []
    for await (const sound of testSeams({
      subject: await sineSubject(),
      texts: [{ label: 'short', text: 'one two three four five six seven eight nine ten eleven twelve' }],
      stream: streamSettingsSchema.parse({}),
      signal: new AbortController().signal,
    }))
      if (sound.type === 'take' && sound.pushFrames === 25) takes.push(sound)
    expect(takes).toHaveLength(4)
    const picture = drawJoins(takes, 'Sine & <Co>', 24_000)
    const count = (part: string) => picture.split(part).length - 1
    for (const kind of ['take', 'reference', 'difference']) expect(count(`class="${kind}"`)).toBe(12)
    expect(count('class="join"')).toBeGreaterThanOrEqual(12)
    expect(picture).toContain('Sine &amp; &lt;Co&gt;')
    expect(picture).not.toMatch(/NaN|Infinity|undefined/)
    expect(picture).not.toMatch(/href|src=|url\(/)
    const opened = [...picture.matchAll(/<(title|desc|style|text|svg)\b/g)].length
    expect([...picture.matchAll(/<\/(title|desc|style|text|svg)>/g)]).toHaveLength(opened)
  })
})
