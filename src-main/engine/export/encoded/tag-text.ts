/** What no tag can hold, or would end it: control characters. */
const controls = /\p{Cc}+/gu
const controlsInLine = /[\p{Cc}\u2028\u2029]+/gu
const loneSurrogates = /\p{Surrogate}/gu

/** A text for a place that has one line: what would break it becomes a space. */
export function inOneLine(text: string): string {
  return text.replace(controlsInLine, ' ').replace(loneSurrogates, '\ufffd').trim()
}

/** A text that may have several lines. */
export function inLines(text: string): string {
  return text
    .split(/\r\n|\r|\n/)
    .map((line) => line.replace(controls, ' ').replace(loneSurrogates, '\ufffd').trimEnd())
    .join('\n')
    .trim()
}

/** As much of a text in UTF-8 as so many bytes hold, in whole characters. */
export function utf8Within(text: string, bytes: number): Buffer {
  const all = Buffer.from(text)
  if (all.length <= bytes) return all
  let end = bytes
  // A byte that goes on with a character is 10xxxxxx.
  while ((all[end] & 0xc0) === 0x80) end--
  return all.subarray(0, end)
}
