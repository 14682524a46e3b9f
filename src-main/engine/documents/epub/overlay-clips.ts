import type { Block, OverlayClip, TextPosition } from '@contract/document'
import type { Flow, FlowPlace } from '../markup/flow'
import { baseTextOf } from '../markup/ruby'
import { attributeOf, isElement, nodesOf, type MarkupElement } from '../markup/tree'
import type { RecordedElement } from './media-overlay'

/** What a clip names that is of no element in particular. */
const wholeFile = ''
/** Nobody reads faster, by far: a shorter clip says no more than the beginning of its element. */
const maxCharsPerSecond = 60

/**
 * Recordings as clips of the blocks they read. What cannot be found in the text is left out; an element that goes over
 * several blocks gives its clip to the first, and says how far it goes. Clips that follow one another for the same
 * element reach over the same text.
 * @param root the text's tree
 * @param startBlock number in the book of the first of its blocks
 */
export function overlayClips(
  recorded: readonly RecordedElement[],
  root: MarkupElement,
  flow: Pick<Flow, 'blocks' | 'anchors'>,
  startBlock: number,
): OverlayClip[] {
  const elements = elementsById(root, new Set(recorded.map(({ fragment }) => fragment)))
  const placeOf = (fragment: string): FlowPlace | undefined =>
    fragment === wholeFile ? { block: 0, char: 0 } : flow.anchors.get(fragment)
  const begunIn = countBegins(recorded, placeOf)
  const runs = runsOf(recorded)
  return runs.flatMap((run, index) => {
    const [{ fragment }] = run
    const place = placeOf(fragment)
    const element = elements.get(fragment)
    if (!place || !element || place.block >= flow.blocks.length) return []
    const { text } = flow.blocks[place.block]
    const next = runs.at(index + 1)?.[0]
    const endChar = endOf(text, place, element, next && placeOf(next.fragment))
    if (endChar <= place.char) return []
    const until =
      begunIn.get(place.block) === 1 ? untilOf(flow.blocks, place, element, secondsOf(run), begunIn) : null
    const reach = {
      ...{ block: startBlock + place.block, startChar: place.char, endChar },
      ...(until === null ? {} : { until: { ...until, block: startBlock + until.block } }),
    }
    return run.map(({ audio, startSeconds, endSeconds, kind }) => ({
      ...reach,
      ...{ audio, startSeconds },
      ...(endSeconds === undefined ? {} : { endSeconds }),
      ...(kind === undefined ? {} : { kind }),
    }))
  })
}

/** What is recorded one behind the other of the same element: a chapter may lie in several files. */
function runsOf(recorded: readonly RecordedElement[]): RecordedElement[][] {
  const runs: RecordedElement[][] = []
  for (const one of recorded) {
    const run = runs.at(-1)
    if (run?.[0].fragment === one.fragment) run.push(one)
    else runs.push([one])
  }
  return runs
}

/** How long a run lasts; `Infinity` where that is for its recordings to say. */
function secondsOf(run: readonly RecordedElement[]): number {
  return run.reduce((sum, { startSeconds, endSeconds = Infinity }) => sum + endSeconds - startSeconds, 0)
}

function elementsById(root: MarkupElement, wanted: ReadonlySet<string>): Map<string, MarkupElement> {
  const found = new Map([[wholeFile, root]])
  for (const node of nodesOf(root)) {
    if (!isElement(node)) continue
    const id = attributeOf(node, 'id')
    if (wanted.has(id) && !found.has(id)) found.set(id, node)
  }
  return found
}

/** How many recorded elements begin in each block, each once however many clips say it. */
function countBegins(
  recorded: readonly RecordedElement[],
  placeOf: (fragment: string) => FlowPlace | undefined,
): ReadonlyMap<number, number> {
  const counts = new Map<number, number>()
  for (const fragment of new Set(recorded.map((one) => one.fragment))) {
    const block = placeOf(fragment)?.block
    if (block !== undefined) counts.set(block, (counts.get(block) ?? 0) + 1)
  }
  return counts
}

/**
 * Where an element ends that goes on into other blocks: with the last of them, or before the one in which the next
 * recorded element begins.
 * @returns null for one that does not, or whose clips are too short for that: a chapter's may say its title alone
 */
function untilOf(
  blocks: readonly Block[],
  start: FlowPlace,
  { startChar, endChar }: MarkupElement,
  seconds: number,
  begunIn: ReadonlyMap<number, number>,
): TextPosition | null {
  let last = start.block
  let chars = blocks[last].text.length - start.char
  for (let next = last + 1; next < blocks.length && !begunIn.has(next); next++) {
    const { source, text } = blocks[next]
    if (source.startChar < startChar || source.endChar > endChar) break
    last = next
    chars += text.length
  }
  if (last === start.block || chars > maxCharsPerSecond * seconds) return null
  return { block: last, char: blocks[last].text.length }
}

/**
 * Where in a block an element's text ends: after as much as it holds, where that is what stands there; else where the
 * next recorded element begins, else with the block.
 */
function endOf(text: string, start: FlowPlace, element: MarkupElement, next: FlowPlace | undefined): number {
  const held = baseTextOf(element).replace(/\s+/g, ' ').trim()
  if (held !== '' && text.startsWith(held, start.char)) return start.char + held.length
  const end = next?.block === start.block && next.char > start.char ? next.char : text.length
  return text.slice(0, end).trimEnd().length
}
