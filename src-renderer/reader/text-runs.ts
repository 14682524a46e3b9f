import type { InlineMark } from '@contract/document'

/** A stretch of text under the same marks, outermost first. */
export interface TextRun {
  readonly startChar: number
  readonly endChar: number
  readonly marks: readonly InlineMark[]
}

/**
 * Marks that make an element, outermost first, so that a run's nesting does not depend on the order of the marks.
 * Of each kind one at most lies over a character, so that no document can nest elements deeper than this.
 */
const nesting: readonly InlineMark['kind'][] = [
  'language',
  'unrecorded',
  'link',
  'url',
  'bracket',
  'formula',
  'note-reference',
  'page-number',
  'line-number',
  'unrecorded-word',
  'deleted',
  'strong',
  'emphasis',
  'superscript',
  'subscript',
  'code',
  'upright',
  'ruby',
]

interface Stretch {
  readonly from: number
  readonly to: number
  readonly mark: InlineMark
}

/** Splits a piece where a mark begins or ends. Marks may overlap, be empty or reach beyond the text. */
export function textRuns(marks: readonly InlineMark[], startChar: number, endChar: number): TextRun[] {
  if (startChar >= endChar) return []
  const layers = layersOf(marks, startChar, endChar)
  const borders = new Set([startChar, endChar])
  for (const layer of layers)
    for (const { from, to } of layer) {
      borders.add(from)
      borders.add(to)
    }
  const sorted = [...borders].sort((left, right) => left - right)
  const next = layers.map(() => 0)
  return sorted.slice(1).map((end, index) => {
    const start = sorted[index] ?? startChar
    const over = layers.flatMap((layer, depth) => {
      let at = next[depth] ?? 0
      while (at < layer.length && (layer[at]?.to ?? end) <= start) at++
      next[depth] = at
      const stretch = layer[at]
      return stretch && stretch.from <= start ? [stretch.mark] : []
    })
    return { startChar: start, endChar: end, marks: over }
  })
}

/** For each kind of mark its stretches in order and without overlap: what began first holds until it ends. */
function layersOf(marks: readonly InlineMark[], startChar: number, endChar: number): Stretch[][] {
  const byKind = new Map<InlineMark['kind'], InlineMark[]>()
  for (const mark of marks) {
    const isHere = mark.startChar < mark.endChar && mark.startChar < endChar && mark.endChar > startChar
    if (!isHere) continue
    const others = byKind.get(mark.kind)
    if (others) others.push(mark)
    else byKind.set(mark.kind, [mark])
  }
  return nesting.flatMap((kind) => {
    const ofKind = byKind.get(kind)
    if (!ofKind) return []
    const stretches: Stretch[] = []
    let end = startChar
    for (const mark of ofKind.sort((left, right) => left.startChar - right.startChar)) {
      const from = Math.max(end, mark.startChar)
      const to = Math.min(endChar, mark.endChar)
      if (from >= to) continue
      stretches.push({ from, to, mark })
      end = to
    }
    return [stretches]
  })
}
