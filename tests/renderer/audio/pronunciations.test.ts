import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import { pronunciationEntrySchema } from '@contract/pronunciation'
import { settingsSchema } from '@contract/settings'
import { settle } from '../../helpers/port-pair'
import { openPlayerStand, type PlayerStand } from './player-stand'

const text = (words: string): Block => ({
  kind: 'paragraph',
  text: words,
  marks: [],
  source: { part: 0, startChar: 0, endChar: words.length, exact: true },
})
const blocks = [text('one two three four five'), text('six seven eight nine')]
const entry = (words: string) =>
  pronunciationEntrySchema.parse({ text: words, say: { kind: 'words', words: 'something' } })
const settings = settingsSchema.parse({})

let stand: PlayerStand
beforeEach(async () => {
  stand = await openPlayerStand()
})
afterEach(() => stand.dispose())
const told = () => stand.commands.map(({ kind }) => kind)

describe('createSpeechPlayer with pronunciations', () => {
  test('entries said before a document go with it, another document’s do not', async () => {
    stand.player.setPronunciations('book', [entry('one')])
    stand.player.setDocument({ id: 'other', blocks })
    stand.player.setPronunciations('book', [entry('two')])
    stand.player.setDocument({ id: 'book', blocks })
    await settle()
    expect(stand.commands).toMatchObject([
      { kind: 'document', documentId: 'other', pronunciations: [] },
      { kind: 'document', documentId: 'book', pronunciations: [{ text: 'two' }] },
    ])
  })

  test('a change while reading is told and disturbs nothing; the next engine is given it too', async () => {
    stand.player.setDocument({ id: 'book', blocks })
    stand.player.start({ block: 0, char: 0 }, settings)
    await stand.play(0.3)
    stand.player.setPronunciations('book', [entry('two')])
    await stand.play(0.2)
    expect(told()).toEqual(['document', 'start', 'pronunciations'])
    expect(stand.player.state).toBe('playing')
    stand.engineNews({ state: 'restarted' })
    await settle()
    expect(stand.commands.at(-1)).toMatchObject({ kind: 'document', pronunciations: [{ text: 'two' }] })
  })

  test('after a pause what was made before the change is made anew, from the same word to the same end', async () => {
    const until = { block: 1, char: 3 }
    stand.player.setDocument({ id: 'book', blocks })
    stand.player.start({ block: 0, char: 0 }, settings, until)
    await stand.play(0.35)
    stand.player.pause()
    const heard = stand.player.heard()
    stand.player.setPronunciations('book', [entry('two')])
    // Not what is read: nothing is made anew for it.
    stand.player.setPronunciations('other', [])
    expect(stand.player.state).toBe('paused')
    expect(stand.player.heard()).toEqual(heard)
    stand.player.resume()
    await settle()
    expect(told()).toEqual(['document', 'start', 'pronunciations', 'stop', 'start'])
    expect(stand.commands.at(-1)).toMatchObject({
      kind: 'start',
      from: { block: 0, char: heard?.word?.startChar },
      until,
    })
  })

  test('of entries asked about one after the other only the last is answered', async () => {
    stand.player.setDocument({ id: 'book', blocks })
    const first = stand.player.examine(entry('one'))
    const second = stand.player.examine(entry('two'))
    await expect(first).rejects.toMatchObject({ name: 'AbortError' })
    await settle()
    const asked = stand.commands.flatMap((command) =>
      command.kind === 'examine-entry' ? [command.requestId] : [],
    )
    for (const requestId of asked)
      stand.tell({ kind: 'entry-examined', requestId, problem: null, sentences: requestId })
    expect(await second).toMatchObject({ problem: null, sentences: asked[1] })
  })

  test('nobody waits for an engine that is gone', async () => {
    const asked = stand.player.examine(entry('one'))
    stand.engineNews({ state: 'restarted' })
    await expect(asked).rejects.toMatchObject({ code: 'engine/crashed' })
  })
})
