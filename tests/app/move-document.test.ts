import { describe, expect, test } from 'vitest'
import { settingsSchema, type Settings } from '@contract/settings'
import { moveDocument } from '../../src-main/app/move-document'

const rules = { table: 'skip' }

function move(held: Settings) {
  const told: unknown[] = []
  const settings = {
    value: held,
    change: (next: Settings) => (settings.value = next),
  }
  moveDocument(
    {
      pronunciations: { move: (...ids) => void told.push(ids.slice(0, 2)) },
      settings,
      notices: { send: (_notice, payload) => void told.push(payload) },
      reportFailure: () => undefined,
    },
    { formerId: 'old', documentId: 'new' },
  )
  return { now: settings.value, told }
}

describe('moveDocument', () => {
  test('whatever was set for a file holds for it when its text is another', () => {
    const { now, told } = move(
      settingsSchema.parse({
        reading: { documents: { old: rules, other: {} } },
        view: { writing: { old: 'vertical' } },
        player: { voicedDocuments: ['a', 'old', 'b'] },
      }),
    )
    expect(Object.keys(now.reading.documents)).toEqual(['other', 'new'])
    expect(now.view.writing).toEqual({ new: 'vertical' })
    expect(now.player.voicedDocuments).toEqual(['a', 'new', 'b'])
    expect(told).toEqual([['old', 'new'], { formerId: 'old', documentId: 'new' }])
  })

  test('what the new text has of its own stays', () => {
    const { now } = move(settingsSchema.parse({ view: { writing: { old: 'vertical', new: 'horizontal' } } }))
    expect(now.view.writing).toEqual({ old: 'vertical', new: 'horizontal' })
  })

  test('nobody is told of settings where there are none to move', () => {
    const held = settingsSchema.parse({})
    const { now, told } = move(held)
    expect(now).toBe(held)
    expect(told).toEqual([['old', 'new']])
  })
})
