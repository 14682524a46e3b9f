/** The parts of a stretch of the page that lie beside what is lit; all of it where nothing in it is lit. */
export function restAround(stretch: Range, lit: Range | null): Range[] {
  if (!lit) return [stretch]
  const before = stretch.cloneRange()
  if (before.compareBoundaryPoints(Range.START_TO_END, lit) <= 0) return [stretch]
  if (stretch.compareBoundaryPoints(Range.END_TO_START, lit) >= 0) return [stretch]
  const parts: Range[] = []
  if (stretch.compareBoundaryPoints(Range.START_TO_START, lit) < 0) {
    before.setEnd(lit.startContainer, lit.startOffset)
    parts.push(before)
  }
  if (stretch.compareBoundaryPoints(Range.END_TO_END, lit) > 0) {
    const after = stretch.cloneRange()
    after.setStart(lit.endContainer, lit.endOffset)
    parts.push(after)
  }
  return parts
}
