/** Whether two ranges are the same stretch of the page, or both are none. */
export function isSameRange(a: Range | null, b: Range | null): boolean {
  if (a === null || b === null) return a === b
  return (
    a.startContainer === b.startContainer &&
    a.startOffset === b.startOffset &&
    a.endContainer === b.endContainer &&
    a.endOffset === b.endOffset
  )
}
