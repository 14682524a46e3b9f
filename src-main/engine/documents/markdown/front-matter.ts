import { isAlias, isMap, isScalar, isSeq, parseDocument, type Node } from 'yaml'

/** What a Markdown file says about itself before its text begins. */
export interface FrontMatter {
  /** Where the text begins, in UTF-16 units. */
  readonly bodyStartChar: number
  readonly title?: string
  readonly authors: readonly string[]
  /** A language tag, for example "en-GB". */
  readonly language?: string
}

/** Longer ones are no front matter but text between two rules. */
const maxFrontMatterChars = 65_536
/** Collections within collections: more are a trap for the parser's stack. */
const maxFlowDepth = 60
const maxAuthors = 50
const opening = /^(---|\+\+\+)[ \t]*\n(?=\s*(?:#|["']?[\w-]+["']? *[:=]))/
const languageTag = /^[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*$/

/** Fields by their names in lower case; a list has as many values. */
type Fields = ReadonlyMap<string, readonly string[]>

/**
 * Finds YAML ("---") or TOML ("+++") front matter at the very beginning. Titles, authors and the language are read in
 * their usual shapes; nothing is built of the rest, and no alias is followed.
 * @param text with "\n" as its only line end
 */
export function readFrontMatter(text: string): FrontMatter {
  const none = { bodyStartChar: 0, authors: [] }
  const window = text.slice(0, maxFrontMatterChars)
  const fence = opening.exec(window)
  if (fence === null) return none
  const isYaml = fence[1] === '---'
  const closing = isYaml ? /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/g : /\n\+\+\+[ \t]*(?:\n|$)/g
  closing.lastIndex = fence[0].length - 1
  const end = closing.exec(window)
  if (end === null) return none
  const written = window.slice(fence[0].length, end.index)
  const fields = (isYaml ? yamlFields(written) : null) ?? plainFields(written)
  const title = fields.get('title')?.[0]
  const language = (fields.get('lang') ?? fields.get('language'))?.[0].replaceAll('_', '-')
  return {
    bodyStartChar: end.index + end[0].length,
    authors: [...(fields.get('author') ?? []), ...(fields.get('authors') ?? [])].slice(0, maxAuthors),
    ...(title === undefined ? {} : { title }),
    ...(language !== undefined && languageTag.test(language) ? { language } : {}),
  }
}

/** @returns null for what is no valid YAML: its plain lines can be read all the same */
function yamlFields(written: string): Fields | null {
  if (isNestedDeep(written)) return null
  // Every value stays the text it is written as, and nothing but the tree is made.
  const document = parseDocument(written, { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' })
  if (document.errors.length > 0 || !isMap(document.contents)) return null
  const fields = new Map<string, readonly string[]>()
  for (const { key, value } of document.contents.items) {
    const values = textsOf(value)
    if (isScalar(key) && values.length > 0) fields.set(String(key.value).toLowerCase(), values)
  }
  return fields
}

/** The texts of a value: itself, the items of a list, or the names in it. */
function textsOf(value: unknown): string[] {
  if (isSeq(value)) return value.items.slice(0, maxAuthors).flatMap((item) => textOf(item) ?? [])
  return [textOf(value) ?? []].flat()
}

function textOf(node: unknown): string | null {
  if (isAlias(node)) return null
  if (isScalar(node)) return String(node.value).replace(/\s+/g, ' ').trim() || null
  const name: unknown = isMap<Node>(node) ? node.get('name', true) : null
  return isScalar(name) ? textOf(name) : null
}

function isNestedDeep(written: string): boolean {
  let depth = 0
  for (const character of written) {
    if (character === '[' || character === '{') depth += 1
    else if (character === ']' || character === '}') depth -= 1
    if (depth > maxFlowDepth) return true
  }
  return /^(?:[-?] +){60}/m.test(written)
}

/** "name: value" and "name = value" on lines of their own, and short lists in brackets. */
function plainFields(written: string): Fields {
  const fields = new Map<string, readonly string[]>()
  for (const line of written.split('\n')) {
    const found = /^([\w-]{1,40}) *[:=] *(\S.*)$/.exec(line)
    if (found === null || fields.has(found[1].toLowerCase())) continue
    const values = plainValues(found[2].trim())
    if (values.length > 0) fields.set(found[1].toLowerCase(), values)
  }
  return fields
}

function plainValues(value: string): string[] {
  if (/^[|>{]/.test(value)) return []
  const items = /^\[(.*)\]$/.exec(value)?.[1].split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/) ?? [value]
  return items
    .slice(0, maxAuthors)
    .map((item) => item.trim())
    .map((item) => /^(["'])(.*)\1$/.exec(item)?.[2] ?? item)
    .filter((item) => item !== '')
}
