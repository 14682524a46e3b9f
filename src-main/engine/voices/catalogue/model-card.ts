/** What is written of a licence, with the identifier it is certain to stand for. */
const certain: readonly (readonly [RegExp, string])[] = [
  [/^cc-?0( ?1\.0)?$|creativecommons\.org\/publicdomain\/zero\/1\.0/, 'CC0-1.0'],
  [/^mit( license)?$/, 'MIT'],
  [/^apache([ -]license)?,?[ -](version )?2\.0$/, 'Apache-2.0'],
]

/** "CC BY-NC-SA 4.0", "CC-BY-SA-3.0", or its address. */
const commons =
  /^cc[ -](by(?:-nc)?(?:-(?:sa|nd))?)[ -]([1-4]\.0)$|creativecommons\.org\/licenses\/(by(?:-nc)?(?:-(?:sa|nd))?)\/([1-4]\.0)/

/**
 * Which licence a model card names.
 * @returns its SPDX identifier where there is no doubt; null: unknown
 */
export function licenceOfCard(card: string): string | null {
  const named = [...card.matchAll(/^[\s*#-]*licen[cs]e\s*:\s*(.+?)\s*$/gim)].map(([, words]) => spdxOf(words))
  // Of two that do not agree neither is certain.
  return named.length > 0 && named.every((spdx) => spdx === named[0]) ? named[0] : null
}

function spdxOf(words: string): string | null {
  const plain = words.toLowerCase().replace(/\s+/g, ' ')
  const found = certain.find(([pattern]) => pattern.test(plain))
  if (found) return found[1]
  const match = commons.exec(plain)
  if (!match) return null
  return `CC-${(match[1] ?? match[3]).toUpperCase()}-${match[2] ?? match[4]}`
}
