import { exportWaysSchema } from '@contract/export-ways'
import { settingsSchema } from '@contract/settings'
import { describe, expect, test } from 'vitest'
import { ExportDraft } from '../../../src-renderer/export/export-draft.svelte'
import { ExportDrafts } from '../../../src-renderer/export/export-drafts'

const ways = exportWaysSchema.parse({})
const { speech } = settingsSchema.parse({ version: 1 })
const chapters = ['Dawn', 'Noon', 'Night'].map((title, index) => ({
  title,
  fromBlock: index * 10,
  untilBlock: index * 10 + 10,
}))
const [dawn, noon, night] = chapters as [(typeof chapters)[0], (typeof chapters)[0], (typeof chapters)[0]]

describe('ExportDraft', () => {
  test('everything is saved as it is read, until something else is chosen', () => {
    const draft = new ExportDraft(ways)
    expect(draft.choicesOf(chapters, speech)).toEqual({ ...ways, chapters: null, titles: {}, speech })
  })

  test('says which chapters are saved, and what they are called, by their numbers', () => {
    const draft = new ExportDraft(ways)
    draft.choose([dawn], false)
    draft.rename(noon, ' Midday ')
    expect(draft.choicesOf(chapters, speech)).toMatchObject({ chapters: [2, 3], titles: { 2: 'Midday' } })
    draft.choose(chapters, true)
    expect(draft.choicesOf(chapters, speech).chapters).toBeNull()
  })

  test('what is chosen holds while chapters come before or between', () => {
    const draft = new ExportDraft(ways)
    draft.choose([night], false)
    draft.rename(night, 'Dusk')
    const more = [dawn, { ...noon, untilBlock: 15 }, { title: 'Tea', fromBlock: 15, untilBlock: 20 }, night]
    expect(draft.choicesOf(more, speech)).toMatchObject({ chapters: [1, 2, 3], titles: { 4: 'Dusk' } })
  })

  test('what is chosen is not taken for another chapter that begins at the same place', () => {
    const draft = new ExportDraft(ways)
    draft.choose([noon], false)
    draft.rename(night, 'Dusk')
    const edited = [
      dawn,
      { ...noon, title: 'Rain' },
      { ...noon, fromBlock: 15 },
      { ...night, title: 'Stars' },
    ]
    expect(draft.choicesOf(edited, speech)).toMatchObject({ chapters: null, titles: {} })
  })

  test('what recordings say of the book is the document’s own until it is told otherwise', () => {
    const draft = new ExportDraft(ways)
    const cover = { mediaType: 'image/png', bytes: new Uint8Array([1]) }
    const head = { title: 'A day', authors: ['Ann', 'Bo'], cover }
    const about = () => draft.choicesOf(chapters, speech).about
    expect(draft.toldOf(head)).toEqual(head)
    expect(about()).toBeUndefined()
    draft.retitle(head, ' Two days ')
    draft.ascribe(head, ['Cy ', ' '])
    draft.holdCover(false)
    expect(draft.toldOf(head)).toEqual({ title: 'Two days', authors: ['Cy'] })
    expect(about()).toEqual({ title: 'Two days', authors: ['Cy'], leavesOutCover: true })
    draft.retitle(head, ' ')
    draft.ascribe(head, [''])
    draft.holdCover(true)
    expect(draft.toldOf(head)).toEqual(head)
    expect(about()).toBeUndefined()
  })

  test('a title that is emptied, or its own again, is no other', () => {
    const draft = new ExportDraft(ways)
    draft.rename(noon, 'Midday')
    draft.rename(noon, '  ')
    expect(draft.titleOf(noon)).toBe('Noon')
    draft.rename(noon, 'Noon')
    expect(draft.choicesOf(chapters, speech).titles).toEqual({})
  })

  test('another voice reads without the speaker of the one that is heard', () => {
    const draft = new ExportDraft(ways)
    const heard = { ...speech, speaker: 'af_bella', speed: 1.2 }
    expect(draft.speechOf(heard)).toEqual(heard)
    draft.voice = 'emma'
    draft.speed = 0.9
    expect(draft.speechOf(heard)).toEqual({ ...speech, voice: 'emma', speed: 0.9 })
  })
})

describe('ExportDrafts', () => {
  test('what was chosen for a document is kept for it, and for no other', () => {
    const drafts = new ExportDrafts()
    drafts.of('one', ways).change({ per: 'chapter' })
    expect(drafts.of('one', ways).ways.per).toBe('chapter')
    expect(drafts.of('two', ways).ways).toEqual(ways)
  })
})
