import { assert } from '@contract/assert'

/**
 * Every match of a global pattern, in order, as `matchAll` finds them. `matchAll` copies its pattern for every call,
 * and V8 finds what it has compiled for a copy only in a cache that two collections of garbage empty: a reading that
 * began after them waited 50 to 100 ms while its patterns were compiled anew. A pattern itself keeps its code.
 */
export function matchesOf(pattern: RegExp, text: string): RegExpExecArray[] {
  assert(pattern.global, 'only a global pattern goes on after a match')
  const matches: RegExpExecArray[] = []
  pattern.lastIndex = 0
  for (let match = pattern.exec(text); match !== null; match = pattern.exec(text)) {
    matches.push(match)
    // A match of nothing would be found again at the same place.
    if (match[0] === '') pattern.lastIndex += pattern.unicode && isPair(text, match.index) ? 2 : 1
  }
  return matches
}

function isPair(text: string, index: number): boolean {
  return (text.codePointAt(index) ?? 0) > 0xffff
}
