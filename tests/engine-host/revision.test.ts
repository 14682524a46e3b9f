import fc from 'fast-check'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import type { Block } from '@contract/document'
import { movedBy, withChange, type TextChange } from '@contract/text-change'
import { splitSentences } from '../../src-main/engine/text/sentences'
import type { Voice } from '../../src-main/engine/voices/voice'
import { paragraph } from '../helpers/paragraphs'
import { settle } from '../helpers/port-pair'
import { loadSineVoice } from '../helpers/sine-voice'
import { connectPage, holderOf, type ConnectedPage } from './connected-page'

const rateHz = 24_000
const settings = { stream: { bufferAheadSeconds: 8 } }

let sine: Voice
beforeAll(async () => {
  sine = await loadSineVoice()
})

/** A voice that counts what it is asked for. */
function countingVoice(): { voice: Voice; analysed: string[]; rendered: () => number } {
  const analysed: string[] = []
  let rendered = 0
  const voice: Voice = {
    ...sine,
    analyse(text, tempo, signal) {
      analysed.push(text.text)
      return sine.analyse(text, tempo, signal)
    },
    render(utterance, plan, signal) {
      rendered++
      return sine.render(utterance, plan, signal)
    },
  }
  return { voice, analysed, rendered: () => rendered }
}

/** One block put in place of another, of which as much is kept as is the same. */
function changeOf(before: readonly Block[], block: number, text: string): TextChange {
  const old = before[block].text
  let keptStartChars = 0
  while (keptStartChars < Math.min(old.length, text.length) && old[keptStartChars] === text[keptStartChars])
    keptStartChars++
  let keptEndChars = 0
  const most = Math.min(old.length, text.length) - keptStartChars
  while (keptEndChars < most && old.at(-1 - keptEndChars) === text.at(-1 - keptEndChars)) keptEndChars++
  return { fromBlock: block, removedBlocks: 1, blocks: [paragraph(text)], keptStartChars, keptEndChars }
}

/** The sentences a page holds at the end, each with where it stands in the text it ended with. */
function kept(page: ConnectedPage, changes: readonly { change: TextChange; before: readonly Block[] }[]) {
  let sentences: {
    startSample: number
    block: number
    startChar: number
    endChar: number
    revision: number
  }[] = []
  for (const event of page.eventsOf(1)) {
    if (event.kind === 'cut') sentences = sentences.filter((one) => one.startSample < event.startSample)
    if (event.kind === 'sentence') sentences.push({ ...event, revision: event.revision ?? 0 })
  }
  return sentences.map((sentence) => {
    let start = { block: sentence.block, char: sentence.startChar }
    let end = { block: sentence.block, char: sentence.endChar }
    for (const { change, before } of changes.slice(sentence.revision)) {
      const move = movedBy(change, before)
      start = move(start, 'after')
      end = move(end)
    }
    return { ...sentence, start, end }
  })
}

function samplesHaveNoHole(page: ConnectedPage): boolean {
  let received = 0
  for (const arrival of page.arrivals) {
    if (arrival.port !== 'pcm') continue
    const { message } = arrival
    if (message.kind === 'cut') received = message.startSample
    if (message.kind !== 'pcm') continue
    if (message.startSample !== received) return false
    received += message.samples.length
  }
  return true
}

/** Until the engine has come so far, on a busy machine too. */
const comesTrue = (check: () => void) => vi.waitFor(check, { timeout: 10_000, interval: 1 })
const ended = (page: ConnectedPage) => comesTrue(() => expect(page.endsOf(1)).toContain('end'))
const isCut = (page: ConnectedPage) =>
  comesTrue(() => expect(page.eventsOf(1).filter(({ kind }) => kind === 'cut')).toHaveLength(1))

const words = ['alpha', 'beta', 'gamma', 'delta', 'epsilon', 'zeta', 'eta', 'theta']
const sentenceNamed = (name: string): string => `The ${name} sentence is said here.`
const document = (count: number): Block[] =>
  Array.from({ length: count }, (_, i) =>
    paragraph(`${sentenceNamed(`${words[i % 8]} ${i}`)} ${sentenceNamed(`other ${i}`)}`),
  )

async function read(blocks: Block[]): Promise<ReturnType<typeof countingVoice> & { page: ConnectedPage }> {
  const counting = countingVoice()
  const page = connectPage({ holder: holderOf(counting.voice), blocks })
  page.playsAtOnce = false
  page.start(1, {}, settings)
  await comesTrue(() => expect(page.samplesOf(1).length).toBeGreaterThan(7 * rateHz))
  return { ...counting, page }
}

async function readOut(page: ConnectedPage): Promise<void> {
  page.playsAtOnce = true
  page.grant(1, 9 * rateHz)
  await ended(page)
}

describe('a text that is changed while it is read', () => {
  test('is heard from the first sentence that is another, and only that one is rendered anew', async () => {
    const blocks = document(12)
    const { page, rendered, analysed } = await read(blocks)
    const change = changeOf(blocks, 1, 'The beta 1 sentence is said here. Quite another one stands here now.')
    page.send({ kind: 'revise', documentId: 'd', revision: 1, change })
    await isCut(page)
    await readOut(page)
    const after = withChange(blocks, change)
    const said = kept(page, [{ change, before: blocks }]).map(({ start, end }) =>
      after[start.block].text.slice(start.char, end.char),
    )
    expect(said).toEqual(after.flatMap(({ text }) => sentencesOf(text)))
    expect(samplesHaveNoHole(page)).toBe(true)
    expect(rendered()).toBe(sentencesIn(blocks) + 1)
    expect(analysed.filter((text) => text.startsWith('Quite another'))).toHaveLength(1)
  })

  test('goes on with what is put behind its end, although all of it was rendered', async () => {
    const blocks = [paragraph('The first sentence is said here. The second one is the last of all.')]
    const { voice, rendered } = countingVoice()
    const page = connectPage({ holder: holderOf(voice), blocks })
    page.playsAtOnce = false
    page.start(1, {}, settings)
    await ended(page)
    const change = changeOf(blocks, 0, `${blocks[0].text} No, there is one more behind it.`)
    page.send({ kind: 'revise', documentId: 'd', revision: 1, change })
    await comesTrue(() => expect(kept(page, [])).toHaveLength(3))
    await readOut(page)
    expect(rendered()).toBe(3)
    expect(samplesHaveNoHole(page)).toBe(true)
  })

  test('ends where nothing is left of it', async () => {
    const blocks = document(12)
    const { page } = await read(blocks)
    const change: TextChange = {
      fromBlock: 2,
      removedBlocks: 10,
      blocks: [],
      keptStartChars: 0,
      keptEndChars: 0,
    }
    page.send({ kind: 'revise', documentId: 'd', revision: 1, change })
    await isCut(page)
    await readOut(page)
    expect(kept(page, [{ change, before: blocks }]).map(({ block }) => block)).toEqual([0, 0, 1, 1])
  })

  test('says exactly the new text from the next sentence on, whatever is changed and whenever', async () => {
    const runs = 40
    /** Of the last text something was said; and something before it. */
    let toldRuns = 0
    let joinedRuns = 0
    const edit = fc.record({
      heardSeconds: fc.double({ min: 0, max: 2, noNaN: true }),
      block: fc.nat(9),
      sentence: fc.nat(1),
      kind: fc.constantFrom('replace', 'insert', 'remove', 'append'),
    })
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { minLength: 1, maxLength: 4 }), async (edits) => {
        let blocks = document(10)
        const { page, rendered } = await read(blocks)
        const changes: { change: TextChange; before: Block[] }[] = []
        const all = new Set(blocks.flatMap(({ text }) => sentencesOf(text)))
        for (const [index, { heardSeconds, block, sentence, kind }] of edits.entries()) {
          page.grant(1, Math.round(heardSeconds * rateHz))
          await settle(3)
          const parts = sentencesOf(blocks[block].text)
          const fresh = sentenceNamed(`fresh ${index}`)
          if (kind === 'replace') parts.splice(sentence, 1, fresh)
          if (kind === 'insert') parts.splice(sentence, 0, fresh)
          if (kind === 'remove' && parts.length > 1) parts.splice(sentence, 1)
          if (kind === 'append') parts.push(fresh)
          const change = changeOf(blocks, block, parts.join(' '))
          changes.push({ change, before: blocks })
          blocks = withChange(blocks, change)
          sentencesOf(blocks[block].text).forEach((one) => all.add(one))
          page.send({ kind: 'revise', documentId: 'd', revision: index + 1, change })
        }
        await settle(20)
        await readOut(page)
        const said = kept(page, changes)
        expect(samplesHaveNoHole(page)).toBe(true)
        // From the first sentence on that is of the last text, it is that text to its end.
        const firstNew = said.findIndex(({ revision }) => revision === changes.length)
        if (firstNew === -1) return
        toldRuns += 1
        const expected = blocks.flatMap(({ text }, block) => sentencesOf(text).map((one) => ({ block, one })))
        const told = said.slice(firstNew).map(({ block, startChar, endChar }) => ({
          block,
          one: blocks[block].text.slice(startChar, endChar),
        }))
        expect(told).toEqual(expected.slice(expected.length - told.length))
        // What was heard before it is not said once more, and nothing between is left out.
        const before = said[firstNew - 1]
        const next = told[0]
        if (before && next) {
          joinedRuns += 1
          const rest = blocks.flatMap(({ text }, block) =>
            splitSentences(text).flatMap(({ startChar, endChar }) =>
              block > before.end.block || (block === before.end.block && endChar > before.end.char)
                ? [{ block, one: text.slice(startChar, endChar) }]
                : [],
            ),
          )
          expect(told).toEqual(rest)
        }
        expect(rendered()).toBeLessThanOrEqual(all.size)
      }),
      { seed: 7, numRuns: runs },
    )
    expect(toldRuns).toBeGreaterThan(runs / 2)
    expect(joinedRuns).toBeGreaterThan(runs / 2)
  }, 60_000)
})

function sentencesOf(text: string): string[] {
  return splitSentences(text).map(({ startChar, endChar }) => text.slice(startChar, endChar))
}

function sentencesIn(blocks: readonly Block[]): number {
  return blocks.reduce((sum, { text }) => sum + sentencesOf(text).length, 0)
}
