/** What a Markdown file says about itself before its text begins. */
export interface FrontMatter {
  /** Where the text begins, in UTF-16 units. */
  readonly bodyStartChar: number
  readonly title?: string
  /** A language tag, for example "en-GB". */
  readonly language?: string
}

/** Longer ones are no front matter but text between two rules. */
const maxFrontMatterChars = 65_536
const opening = /^(---|\+\+\+)[ \t]*\n(?=\s*(?:#|["']?[\w-]+["']? *[:=]))/

/**
 * Finds YAML ("---") or TOML ("+++") front matter at the very beginning. Only the title and the language are read, and
 * only where they are plain values on their own line.
 * @param text with "\n" as its only line end
 */
export function readFrontMatter(text: string): FrontMatter {
  const fence = opening.exec(text.slice(0, maxFrontMatterChars))
  if (fence === null) return { bodyStartChar: 0 }
  const window = text.slice(0, maxFrontMatterChars)
  const closing = fence[1] === '---' ? /\n(?:---|\.\.\.)[ \t]*(?:\n|$)/g : /\n\+\+\+[ \t]*(?:\n|$)/g
  closing.lastIndex = fence[0].length - 1
  const end = closing.exec(window)
  if (end === null) return { bodyStartChar: 0 }
  const fields = window.slice(fence[0].length, end.index)
  const title = field(fields, 'title')
  const language = field(fields, 'lang(?:uage)?')
  return {
    bodyStartChar: end.index + end[0].length,
    ...(title === undefined ? {} : { title }),
    ...(language !== undefined && /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/.test(language) ? { language } : {}),
  }
}

function field(fields: string, name: string): string | undefined {
  const value = new RegExp(`^${name} *[:=] *(.*)$`, 'im').exec(fields)?.[1].trim()
  if (value === undefined || /^[|>[{]/.test(value)) return undefined
  return /^(["'])(.*)\1$/.exec(value)?.[2] ?? (value || undefined)
}
