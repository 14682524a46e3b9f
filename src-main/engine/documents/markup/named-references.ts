import { parseFragment } from 'parse5'
import { matchesOf } from '../../text/matches'

/** The longest name that HTML knows has 32 characters; longer ones, and all others, are a file's own. */
const reference = /&([^\s;&<>"'#]{1,64});/g
/** Names are looked up all at once; a file that has more of them than HTML has is no text. */
const maxNames = 3_000

/**
 * What the named references in a file stand for. HTML's own are known; what the file itself declares is not looked at,
 * and stands for nothing.
 * @returns by name; an XML parser that is given it needs no declaration and expands none
 */
export function namedReferences(source: string): Record<string, string> {
  const names = new Set<string>()
  for (const match of matchesOf(reference, source)) {
    if (names.size >= maxNames) break
    names.add(match[1])
  }
  const known = [...names].filter((name) => /^[a-z\d]{1,32}$/i.test(name))
  const decoded = decodeAll(known)
  const references = Object.create(null) as Record<string, string>
  for (const name of names) references[name] = ''
  known.forEach((name, index) => {
    const text = decoded[index]
    // A reference that is unknown stays as it is written, or ends behind a known name that it begins with.
    if (name === 'semi' || !text.endsWith(';')) references[name] = text
  })
  return references
}

function decodeAll(names: readonly string[]): string[] {
  const { childNodes } = parseFragment(names.map((name) => `<i>&${name};</i>`).join(''))
  return childNodes.map((node) => {
    const text = 'childNodes' in node ? node.childNodes[0] : null
    return text !== null && text !== undefined && 'value' in text ? text.value : ';'
  })
}
