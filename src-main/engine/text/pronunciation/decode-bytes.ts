import { Unreadable } from './unreadable'

/**
 * A dictionary's text: by its byte order mark, else strict UTF-8, else windows-1252, in which old spreadsheets save.
 * @throws Unreadable when it is no text at all
 */
export function decodeBytes(bytes: Uint8Array): string {
  const text = decode(bytes)
  if (text.includes('\0')) throw new Unreadable('it is not text')
  return text
}

function decode(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}
