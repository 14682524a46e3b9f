const mark = [0xef, 0xbb, 0xbf]
const declaredEncoding = /^(\s*<\?xml\s[^>]{0,200}?\bencoding\s*=\s*["'])([^"']*)(["'])/

/** A changed XML file as bytes: in UTF-8, as its declaration then says. @param before its bytes as they were */
export function encodeXml(text: string, before: Uint8Array): Uint8Array {
  const declared = text.replace(declaredEncoding, (written, start: string, name: string, end: string) =>
    /^utf-?8$/i.test(name) ? written : `${start}utf-8${end}`,
  )
  const bytes = Buffer.from(declared)
  return mark.every((byte, index) => before[index] === byte)
    ? Buffer.concat([Buffer.from(mark), bytes])
    : bytes
}
