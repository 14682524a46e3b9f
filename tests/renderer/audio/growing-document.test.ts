import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { settingsSchema } from '@contract/settings'
import { settle } from '../../helpers/port-pair'
import { paragraph } from '../reader/documents'
import { openPlayerStand, type PlayerStand } from './player-stand'

const settings = settingsSchema.parse({})
const first = paragraph('one two three four five')
const second = paragraph('six seven eight nine')

let stand: PlayerStand
beforeEach(async () => {
  stand = await openPlayerStand()
})
afterEach(() => stand.dispose())

describe('createSpeechPlayer with a document that grows', () => {
  test('the engine is told the pieces in order, and of no other document', async () => {
    stand.player.setDocument({ id: 'book', blocks: [first], isWhole: false })
    stand.player.extend('other', [second], true)
    stand.player.extend('book', [second], false)
    stand.player.extend('book', [], true)
    await settle()
    expect(stand.commands).toMatchObject([
      { kind: 'document', documentId: 'book', blocks: [first], isWhole: false },
      { kind: 'extend', documentId: 'book', blocks: [second], isWhole: false },
      { kind: 'extend', documentId: 'book', blocks: [], isWhole: true },
    ])
  })

  test('the next engine is handed all that has come, once, and the rules that hold by then', async () => {
    const blocks = [first]
    stand.player.setDocument({ id: 'book', blocks, isWhole: false, reading: { code: 'read' } })
    blocks.push(second)
    stand.player.extend('book', [second], true)
    stand.player.setReadingRules('book', { code: 'skip' })
    stand.engineNews({ state: 'restarted' })
    await settle()
    expect(stand.commands.at(-1)).toMatchObject({
      kind: 'document',
      blocks: [first, second],
      isWhole: true,
      reading: { code: 'skip' },
    })
  })

  test('other rules disturb nothing that plays; after a pause everything is made anew', async () => {
    stand.player.setDocument({ id: 'book', blocks: [first, second] })
    stand.player.start({ block: 0, char: 0 }, settings)
    await stand.play(0.3)
    stand.player.setReadingRules('book', { code: 'skip' })
    await stand.play(0.1)
    expect(stand.player.state).toBe('playing')
    stand.player.pause()
    stand.player.setReadingRules('book', { code: 'read' })
    stand.player.resume()
    await settle()
    expect(stand.commands.map(({ kind }) => kind)).toEqual([
      'document',
      'start',
      'reading-rules',
      'reading-rules',
      'stop',
      'start',
    ])
  })
})
