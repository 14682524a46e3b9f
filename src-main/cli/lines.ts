/**
 * Lines of a stream of bytes, without their ends; the last one needs none.
 * @param maxChars longer lines are dropped and reported by null: what is held has a bound
 */
export async function* linesOf(
  source: AsyncIterable<Uint8Array | string>,
  maxChars: number,
): AsyncGenerator<string | null, void, void> {
  const decoder = new TextDecoder()
  let held: string[] = []
  let heldChars = 0
  let isTooLong = false
  const finish = (): string | null => {
    const line = isTooLong ? null : held.join('').replace(/\r$/, '')
    held = []
    heldChars = 0
    isTooLong = false
    return line
  }
  for await (const chunk of source) {
    const text = typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    const parts = text.split('\n')
    for (const [index, part] of parts.entries()) {
      if (index > 0) {
        yield finish()
      }
      heldChars += part.length
      if (heldChars > maxChars) {
        isTooLong = true
        held = []
      } else held.push(part)
    }
  }
  held.push(decoder.decode())
  const line = finish()
  if (line !== '') yield line
}
