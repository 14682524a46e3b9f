import { expect, onTestFinished, test } from 'vitest'
import type { Block } from '@contract/document'
import type { PronunciationEntry } from '@contract/pronunciation'
import { speechSettingsSchema } from '@contract/settings'
import { PassageVoice } from '../../../src-renderer/narration/passage-voice'
import { createConnection } from '../../helpers/port-pair'

const source = { part: 0, startChar: 0, endChar: 0, exact: false }
const blocks = ['A word.', 'A word.', 'Another.', 'A word.'].map((text): Block => ({
  kind: 'paragraph',
  text,
  marks: [],
  source,
}))
const entryAt = (block: number): PronunciationEntry => ({
  ...{ text: 'word', match: 'word', matchCase: true, scope: 'here' },
  say: { kind: 'words', words: 'other' },
  place: { block, char: 2, before: 'A ', after: 'word.' },
})
const everywhere: PronunciationEntry = { ...entryAt(0), scope: 'everywhere', place: undefined }

test('the voice of passages is told of entries for single places by the blocks it holds, of others once it holds theirs', async () => {
  const told: (number | undefined)[][] = []
  const connection = createConnection()
  connection.engine.control.onMessage((message) => {
    const { pronunciations, entries } = message as Partial<Record<string, PronunciationEntry[]>>
    const these = pronunciations ?? entries
    if (these) told.push(these.map(({ place }) => place?.block))
  })
  const entries = [entryAt(1), everywhere, entryAt(3)]
  const surroundings = { entries: () => entries, connect: () => Promise.resolve(connection.page) }
  const voice = new PassageVoice({ id: 'book', blocks }, surroundings)
  onTestFinished(() => {
    voice.dispose()
    connection.cut()
  })
  voice.hold([1, 2], {}, false)
  voice.lengths(speechSettingsSchema.parse({}), 24_000)
  await expect.poll(() => told).toEqual([[0, undefined]])
  voice.extend([3], true)
  await expect
    .poll(() => told)
    .toEqual([
      [0, undefined],
      [0, undefined, 2],
    ])
})
