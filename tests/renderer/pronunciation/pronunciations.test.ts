import { beforeEach, describe, expect, test, vi } from 'vitest'
import type { Call } from '@contract/define-call'
import { AppError, toErrorData } from '@contract/errors'
import { pronunciationEntrySchema, type KeptEntry } from '@contract/pronunciation'
import { movedBy } from '@contract/text-change'
import { placeAt } from '../../../src-renderer/library/find-place'
import { paragraph } from '../../helpers/paragraphs'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import { Pronunciations } from '../../../src-renderer/pronunciation/pronunciations.svelte'
import { FakePlayer } from '../fake-player'

const entry = (text: string, changes: object = {}) =>
  pronunciationEntrySchema.parse({ text, say: { kind: 'words', words: 'x' }, ...changes })
const kept = (text: string, changes: object = {}): KeptEntry => ({ id: text, ...entry(text, changes) })

let player: FakePlayer
let report: ReturnType<typeof vi.fn<(error: unknown) => void>>
let calls: { channel: string; input: unknown }[]
/** What main answers next, by channel. */
let answers: Record<string, unknown>
let pronunciations: Pronunciations

beforeEach(() => {
  player = new FakePlayer()
  report = vi.fn()
  calls = []
  answers = { 'pronunciation:list': { entries: [kept('a'), kept('b'), kept('c')], problem: null } }
  const call = ((declared: Call, input: unknown) => {
    calls.push({ channel: declared.channel, input })
    const answer = answers[declared.channel]
    return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(declared.output.parse(answer))
  }) as Bridge['call']
  pronunciations = new Pronunciations({ call }, player, report)
})

const texts = () => pronunciations.entries.map(({ text }) => text)

describe('Pronunciations', () => {
  test('what holds for a document reaches the player before the document does', async () => {
    await pronunciations.prepare('book')
    expect(calls).toEqual([{ channel: 'pronunciation:list', input: { documentId: 'book' } }])
    expect(player.pronunciations).toMatchObject([
      { documentId: 'book', entries: [{ text: 'a' }, { text: 'b' }, { text: 'c' }] },
    ])
  })

  test('without a document the player has nothing to hold', async () => {
    await pronunciations.prepare(null)
    expect(texts()).toEqual(['a', 'b', 'c'])
    expect(player.pronunciations).toEqual([])
  })

  test('a document opens although its entries cannot be had; what was set aside is said once', async () => {
    answers['pronunciation:list'] = new AppError('contract/invalid', 'no')
    await pronunciations.prepare('book')
    expect([texts(), report.mock.calls.length]).toEqual([[], 1])
    const problem = toErrorData(new AppError('pronunciation/set-aside', 'no'))
    answers['pronunciation:list'] = { entries: [], problem }
    await pronunciations.prepare('book')
    await pronunciations.prepare('other')
    expect(report.mock.calls.slice(1)).toMatchObject([[{ code: 'pronunciation/set-aside' }]])
  })

  test('a change that main refuses changes nothing and is thrown', async () => {
    await pronunciations.prepare('book')
    answers['pronunciation:save'] = new AppError('pronunciation/not-saved', 'no')
    await expect(pronunciations.save(null, entry('d'))).rejects.toMatchObject({
      code: 'pronunciation/not-saved',
    })
    expect(texts()).toEqual(['a', 'b', 'c'])
    expect(player.pronunciations).toHaveLength(1)
  })

  test('what was saved holds for what is read', async () => {
    await pronunciations.prepare('book')
    answers['pronunciation:save'] = [kept('d')]
    await pronunciations.save('a', entry('d'))
    expect(calls.at(-1)?.input).toMatchObject({ documentId: 'book', id: 'a', entry: { text: 'd' } })
    expect(player.pronunciations.at(-1)?.entries).toMatchObject([{ text: 'd' }])
  })

  test('the entry removed last is put back where it stood, beside what was added meanwhile', async () => {
    await pronunciations.prepare('book')
    const [, second] = pronunciations.entries
    answers['pronunciation:remove'] = [kept('a'), kept('c')]
    await pronunciations.remove(second)
    expect(pronunciations.removed?.text).toBe('b')
    answers['pronunciation:save'] = [kept('a'), kept('c'), kept('d')]
    await pronunciations.save(null, entry('d'))
    answers['pronunciation:replace'] = []
    await pronunciations.putBack()
    expect(calls.at(-1)?.input).toMatchObject({
      entries: [{ text: 'a' }, { text: 'b' }, { text: 'c' }, { text: 'd' }],
    })
    expect(pronunciations.removed).toBeNull()
    await pronunciations.putBack()
    expect(calls.at(-1)?.channel).toBe('pronunciation:replace')
  })

  test('finds the entry for a word as the entry would find it', async () => {
    answers['pronunciation:list'] = {
      entries: [kept('.*', { match: 'regex' }), kept('US', { matchCase: true }), kept('Eloi')],
      problem: null,
    }
    await pronunciations.prepare('book')
    expect(pronunciations.find('ELOI')?.text).toBe('Eloi')
    expect(pronunciations.find('us')).toBeNull()
    expect(pronunciations.find('US')?.text).toBe('US')
  })

  describe('entries for one place', () => {
    const before = [paragraph('The Eloi met Eloi.')]
    const here = kept('Eloi', {
      ...{ id: 'here', match: 'anywhere', matchCase: true, scope: 'here' },
      place: placeAt(before, { block: 0, char: 13 }),
    })
    beforeEach(async () => {
      answers['pronunciation:list'] = { entries: [{ ...here, id: 'here' }, kept('Eloi')], problem: null }
      await pronunciations.prepare('text')
    })
    const insert = (text: string, at: number) => {
      const now = before[0].text.slice(0, at) + text + before[0].text.slice(at)
      const change = { fromBlock: 0, removedBlocks: 1, blocks: [paragraph(now)], keptStartChars: at }
      const whole = { ...change, keptEndChars: before[0].text.length - at }
      pronunciations.follow(movedBy(whole, before), whole.blocks)
    }

    test('is found where it is, and by no other word that is the same', () => {
      expect(pronunciations.findAt('Eloi', { block: 0, char: 13 })?.id).toBe('here')
      expect(pronunciations.findAt('Eloi', { block: 0, char: 4 })).toBeNull()
      expect(pronunciations.find('Eloi')?.id).toBe('Eloi')
      expect(pronunciations.wider.map(({ id }) => id)).toEqual(['Eloi'])
    })

    test('a word alone is said as it is at its place', () => {
      const said = (startChar: number) =>
        pronunciations.entriesFor({ block: 0, startChar, endChar: startChar + 4 })
      expect(said(13)).toMatchObject([{ scope: 'everywhere', text: 'Eloi' }, { id: 'Eloi' }])
      expect(said(4)).toMatchObject([{ id: 'Eloi' }])
    })

    test.each([0, 4, 13])(
      'goes with its word, and is written once the text is (put in at %i)',
      async (at) => {
        insert('two ', at)
        expect(pronunciations.findAt('Eloi', { block: 0, char: 17 })?.id).toBe('here')
        // The engine has followed the same change.
        expect(player.pronunciations).toHaveLength(1)
        answers['pronunciation:save'] = []
        await pronunciations.settle()
        await pronunciations.settle()
        const written = calls.filter(({ channel }) => channel === 'pronunciation:save')
        expect(written).toMatchObject([
          { input: { documentId: 'text', id: 'here', entry: { place: { char: 17 } } } },
        ])
      },
    )

    test('is where it is by now when an answer is of the text before', async () => {
      insert('two ', 0)
      answers['pronunciation:save'] = [{ ...here, id: 'here' }, kept('d')]
      await pronunciations.save(null, entry('d'))
      expect(pronunciations.findAt('Eloi', { block: 0, char: 17 })?.id).toBe('here')
    })
  })

  test('an import that was called off changes nothing', async () => {
    await pronunciations.prepare('book')
    answers['pronunciation:import'] = null
    expect(await pronunciations.import()).toBeNull()
    answers['pronunciation:import'] = { entries: [kept('z')], added: 1, changed: 0, problems: [] }
    await pronunciations.import()
    expect(texts()).toEqual(['z'])
  })
})
