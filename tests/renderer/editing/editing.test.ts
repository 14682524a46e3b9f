import { settingsSchema } from '@contract/settings'
import { createTranslator } from '@contract/strings/translator'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { Editing } from '../../../src-renderer/editing/editing.svelte'
import { replaceText } from '../../../src-renderer/editing/text-edit'
import { ReadingSession } from '../../../src-renderer/reader/reading-session.svelte'
import { SettingsStore } from '../../../src-renderer/settings/settings-store.svelte'
import { pageAt } from '../fake-page'
import { FakePlayer } from '../fake-player'
import { documentOf, paragraph } from '../reader/documents'

let session: ReadingSession
let editing: Editing
let sent: { documentId: string; title: string; changes: unknown[] }[]
const { t } = createTranslator('en')

beforeEach(() => {
  vi.useFakeTimers()
  sent = []
  const settings = new SettingsStore(settingsSchema.parse({}), () => Promise.resolve(), vi.fn())
  session = new ReadingSession(t, new FakePlayer(), settings)
  const call = ((_: unknown, revision: (typeof sent)[number]) => {
    sent.push(revision)
    return Promise.resolve({ isKept: true })
  }) as Bridge['call']
  editing = new Editing({ t, bridge: { call }, session, say: vi.fn(), settle: vi.fn() })
})
afterEach(() => {
  session.dispose()
  vi.useRealTimers()
})

async function show(id: string, text: string): Promise<void> {
  session.show({ ...documentOf([paragraph(text)], id), title: text, isEditable: true })
  await editing.begin()
}
function write(char: number, text: string): void {
  const at = { block: 0, char }
  const { document } = session
  if (document) editing.make(replaceText(document.blocks, { from: at, until: at }, [text]).change)
}

describe('Editing', () => {
  test('what was written last keeps its document and its title when another comes at once', async () => {
    await show('one', 'First')
    write(5, ' of all')
    await show('two', 'Second')
    write(6, ' to none')
    vi.advanceTimersByTime(1_000)
    expect(sent).toMatchObject([
      { documentId: 'one', title: 'First of all', changes: [{}] },
      { documentId: 'two', title: 'Second to none', changes: [{}] },
    ])
  })

  test('what is written at once is sent at once', async () => {
    await show('one', 'First')
    write(5, ' of')
    write(8, ' all')
    vi.advanceTimersByTime(1_000)
    expect(sent).toMatchObject([{ documentId: 'one', title: 'First of all', changes: [{}, {}] }])
  })

  test('takes over where the page stands, and the page that is read stands where it was left', async () => {
    const before = pageAt({ block: 0, char: 2 })
    before.stand.mockReturnValue({ scrollTop: 740, inSight: { block: 0, char: 0 }, caret: null })
    session.page = before
    await show('one', 'First')
    expect(editing.begunAt).toEqual({ scrollTop: 740, caret: { block: 0, char: 2 } })
    const written = pageAt()
    written.stand.mockImplementation(() => {
      if (!editing.isOn) throw new Error('It is gone by then')
      return { scrollTop: 900, inSight: { block: 0, char: 1 }, caret: { block: 0, char: 3 } }
    })
    session.page = written
    editing.end()
    const after = pageAt()
    session.page = after
    await vi.advanceTimersByTimeAsync(0)
    expect(after.show).toHaveBeenCalledWith({ block: 0, char: 1 })
    expect(after.placeCaret).toHaveBeenCalledWith({ block: 0, char: 3 }, false)
  })
})
