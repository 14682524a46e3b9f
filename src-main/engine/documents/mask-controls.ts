/*
 * What a document may contain but nobody should see or hear. Every replacement has the length of what it replaces, so
 * that a range of the masked text is the same range of the source.
 *   - line ends of every kind (CR LF, CR, VT, NEL, U+2028, U+2029) become "\n", CR LF as " \n";
 *   - C0 and C1 controls but the tab, DEL, bidirectional embeddings, overrides and isolates (they can show text in
 *     another order than it is spoken), a byte order mark inside the text, interlinear annotation marks, U+FFFD,
 *     noncharacters and halves of surrogate pairs become a space; so does every character of a terminal's colour code.
 * Joiners, soft hyphens and left-to-right marks stay: emoji and several scripts need them.
 */
const unwanted =
  /\r\n?|\x1b\[[\d;]{0,32}[A-Za-z]|[\v\u0085\u2028\u2029]|[\0-\x08\f\x0e-\x1f\x7f-\x84\x86-\x9f\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef\ufeff\ufff9-\ufffb\ufffd-\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g

const lineEnds = /^[\r\v\u0085\u2028\u2029]$/

/**
 * Replaces control characters and their like, unit for unit.
 * @returns text of the same length whose only control characters are "\n" and "\t"
 */
export function maskControls(text: string): string {
  return text.replace(unwanted, (found) => {
    if (found === '\r\n') return ' \n'
    return lineEnds.test(found) ? '\n' : ' '.repeat(found.length)
  })
}
