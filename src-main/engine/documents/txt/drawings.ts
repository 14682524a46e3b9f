/** Characters frames and drawings are made of. */
const strokes = /[\u2500-\u259f|/\\_+=<>^~#*:;.'`-]/g
const frames = /[\u2500-\u259f]/g
/** More than a quotation or a table of dots has: of what is to be seen, this share. */
const minStrokeShare = 0.55
const minFrameShare = 0.15
/** Letters and digits that make a drawing worth offering as text: a table in a frame. */
const minLetters = 8

/** What lines drawn with characters are: 'code' where they hold text as well, else 'furniture'; null for text. */
export function drawingKind(shown: string): 'code' | 'furniture' | null {
  const visible = shown.replace(/\s+/g, '')
  if (visible.length < 4) return null
  const stroke = visible.length - visible.replace(strokes, '').length
  const frame = visible.length - visible.replace(frames, '').length
  if (stroke < visible.length * minStrokeShare && frame < visible.length * minFrameShare) return null
  const letters = visible.replace(/[^\p{L}\p{N}]+/gu, '').length
  return letters >= minLetters ? 'code' : 'furniture'
}
