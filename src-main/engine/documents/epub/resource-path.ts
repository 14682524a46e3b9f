/** A place that a file of the book names: another of its files, and an element in it. */
export interface ResourceReference {
  /** Name of the file from the archive's root; not yet known to exist. */
  readonly path: string
  /** Of an element in it; empty for the file as a whole. */
  readonly fragment: string
}

/** Longer references are data in disguise. */
const maxReferenceChars = 4_000
const scheme = /^[a-z][a-z\d+.-]*:/i

/**
 * Resolves what an attribute refers to against the file it stands in. Percent signs are decoded; a leading slash means
 * the archive's root.
 * @param base name of the file that holds the reference, from the archive's root
 * @returns null for what lies outside the book: on the web, in a script, above the archive's root
 */
export function resolveReference(base: string, reference: string): ResourceReference | null {
  const written = reference.trim()
  if (written.length > maxReferenceChars || scheme.test(written) || written.startsWith('//')) return null
  const [address, fragment = ''] = splitAt(written, '#')
  const [file] = splitAt(address, '?')
  const path = file === '' ? base : joinPath(base, decodePercent(file))
  return path === null ? null : { path, fragment: decodePercent(fragment) }
}

function splitAt(text: string, separator: string): string[] {
  const at = text.indexOf(separator)
  return at === -1 ? [text] : [text.slice(0, at), text.slice(at + 1)]
}

function joinPath(base: string, relative: string): string | null {
  const written = relative.replace(/\\/g, '/')
  const segments = written.startsWith('/') ? [] : base.split('/').slice(0, -1)
  for (const segment of written.split('/')) {
    if (segment === '' || segment === '.') continue
    if (segment !== '..') segments.push(segment)
    else if (segments.pop() === undefined) return null
  }
  return segments.length === 0 ? null : segments.join('/').normalize('NFC')
}

/** What is no valid escape stays as it is written. */
function decodePercent(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch (error) {
    if (error instanceof URIError) return text
    throw error
  }
}
