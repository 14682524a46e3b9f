import { AppError } from './errors'

/** What a pattern for names can hold in braces. */
export const nameFields = ['n', 'nn', 'count', 'book', 'chapter', 'author', 'voice', 'date'] as const
type NameField = (typeof nameFields)[number]

/** What stands for the fields; texts may be empty. */
export interface NameValues {
  /** Of the file among its `count`, from 1. */
  readonly n: number
  readonly count: number
  readonly book?: string | undefined
  readonly chapter?: string | undefined
  readonly author?: string | undefined
  readonly voice?: string | undefined
  /** As it is to be written. */
  readonly date?: string | undefined
}

/** Stand for a field that has a value, and for one that has none, while what is between them is put in order. */
const filled = '\u0001'
const empty = '\u0000'
const separator = '[\\s\\-–—_,;:.·|/+&]'
/** Empty fields with the separators on either side. */
const nothing = `(?:${separator}|${empty})*${empty}(?:${separator}|${empty})*`
const gap = new RegExp(nothing, 'g')
const emptyBrackets = new RegExp(`\\(${nothing}\\)|\\[${nothing}\\]`, 'g')

/**
 * A name by a pattern: `{nn} {chapter}`, `{book} - {n} of {count} {chapter}`. `{nn}` is as long as the count, at least two
 * digits. Of the separators around a field that is empty one is left, or none at the name's beginning and end, and so are
 * no brackets around it. The name is still to be made safe for a file.
 * @throws AppError 'export/unknown-field'
 */
export function nameFrom(pattern: string, values: NameValues): string {
  const shown: string[] = []
  const marked = pattern.replace(/\p{Cc}/gu, ' ').replace(/\{([^{}]*)\}/g, (_, field: string) => {
    const value = valueOf(field, values).replace(/\s+/g, ' ').trim()
    if (value === '') return empty
    shown.push(value)
    return filled
  })
  const ordered = marked
    .replace(emptyBrackets, empty)
    .replace(gap, (run: string, at: number, all: string) => {
      const isAtEdge =
        /^[([]?$/.test(all.slice(0, at).slice(-1)) || /^[)\]]?$/.test(all.charAt(at + run.length))
      if (isAtEdge) return ''
      return run.split(empty).reduce((longest, part) => (part.length > longest.length ? part : longest))
    })
  return ordered
    .replace(/\s+/g, ' ')
    .trim()
    .replaceAll(filled, () => shown.shift() ?? '')
}

function valueOf(field: string, values: NameValues): string {
  if (!isField(field)) throw unknownField(`{${field}}`)
  switch (field) {
    case 'n':
    case 'count':
      return String(values[field])
    case 'nn':
      return String(values.n).padStart(Math.max(2, String(values.count).length), '0')
    default:
      return values[field] ?? ''
  }
}

function unknownField(field: string): AppError {
  const fields = nameFields.map((name) => `{${name}}`).join(' ')
  return new AppError('export/unknown-field', `There is no ${field} for names of files, only ${fields}`, {
    details: { field, fields },
    retry: 'after-user-action',
  })
}

function isField(field: string): field is NameField {
  return (nameFields as readonly string[]).includes(field)
}
