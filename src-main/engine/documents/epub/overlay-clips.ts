import type { OverlayClip } from '@contract/document'
import type { Flow, FlowPlace } from '../markup/flow'
import { attributeOf, isElement, nodesOf, textOf, type MarkupElement } from '../markup/tree'
import type { RecordedElement } from './media-overlay'

/**
 * Recordings as clips of the blocks they read. What cannot be found in the text is left out; an element that goes over
 * several blocks gives its clip to the first.
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
  return recorded.flatMap(({ fragment, audio, startSeconds, endSeconds, kind }, index) => {
    const place = flow.anchors.get(fragment)
    const element = elements.get(fragment)
    if (!place || !element || place.block >= flow.blocks.length) return []
    const { text } = flow.blocks[place.block]
    const next = recorded.at(index + 1)
    const nextPlace = next && flow.anchors.get(next.fragment)
    const endChar = endOf(text, place, element, nextPlace)
    if (endChar <= place.char) return []
    const clip = { block: startBlock + place.block, startChar: place.char, endChar, audio, startSeconds }
    return [
      {
        ...clip,
        ...(endSeconds === undefined ? {} : { endSeconds }),
        ...(kind === undefined ? {} : { kind }),
      },
    ]
  })
}

function elementsById(root: MarkupElement, wanted: ReadonlySet<string>): Map<string, MarkupElement> {
  const found = new Map<string, MarkupElement>()
  for (const node of nodesOf(root)) {
    if (!isElement(node)) continue
    const id = attributeOf(node, 'id')
    if (wanted.has(id) && !found.has(id)) found.set(id, node)
  }
  return found
}

/**
 * Where in a block an element's text ends: after as much as it holds, where that is what stands there; else where the
 * next recorded element begins, else with the block.
 */
function endOf(text: string, start: FlowPlace, element: MarkupElement, next: FlowPlace | undefined): number {
  const held = textOf(element).replace(/\s+/g, ' ').trim()
  if (held !== '' && text.startsWith(held, start.char)) return start.char + held.length
  const end = next?.block === start.block && next.char > start.char ? next.char : text.length
  return text.slice(0, end).trimEnd().length
}
