/** How much of a file's end is looked at for its trailer: what is appended after it is little. */
export const tailBytes = 2_048
/** The first object of a file made for the web says how long the file is. */
const linearisedHeadBytes = 1_024

/** What the ends of a file tell before anything in it is read. */
export type FileHealth = 'whole' | 'incomplete' | 'damaged'

/** Judges a file by its ends: one that breaks off has no trailer; one whose trailer leads nowhere has to be repaired. */
export function fileHealth(bytes: Uint8Array): FileHealth {
  const head = latin1(bytes.subarray(0, linearisedHeadBytes))
  const stated = /\/Linearized\b[^>]{0,200}?\/L\s{1,4}(\d{1,12})/.exec(head)
  if (stated !== null && Number(stated[1]) > bytes.length) return 'incomplete'
  const tail = latin1(bytes.subarray(-tailBytes))
  if (!tail.includes('startxref')) return 'incomplete'
  const offset = /startxref\s{1,8}(\d{1,12})/.exec(tail.slice(tail.lastIndexOf('startxref')))
  if (offset === null) return 'damaged'
  // What stands before the header moves every place in the file.
  const begin = Math.max(0, head.indexOf('%PDF-'))
  const at = [Number(offset[1]), Number(offset[1]) + begin]
  const leadsThere = at.some((byte) =>
    /^\s{0,8}(?:xref|\d{1,10}\s{1,4}\d{1,5}\s{1,4}obj)\b/.test(latin1(bytes.subarray(byte, byte + 48))),
  )
  return leadsThere ? 'whole' : 'damaged'
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}
