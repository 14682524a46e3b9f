import { linkTo, type LinkKind } from '../link-target'

/** A field that is being read: its instruction, then what it shows. */
export interface OpenField {
  instruction: string
  phase: 'instruction' | 'result'
  /** Paragraphs that ended within its instruction. */
  paragraphs: number
  /** Of a form field, its own settings; kept for its end. */
  readonly shown: string
  code: FieldCode
}

/** What an instruction asks for. */
export interface FieldCode {
  /** In capitals; empty while it is not known. */
  readonly name: string
  readonly link?: LinkKind
}

const unknownCode: FieldCode = { name: '' }
/** Fields within fields that Word takes are few; a file without ends has any number. */
const maxOpenFields = 64
/** Instructions are a line long; a table of contents takes two. */
const maxInstructionChars = 4_000
/** Fields whose instruction may hold paragraphs. */
const longInstructions = /^\s*(?:IF|SET|ASK|QUOTE|FILLIN|COMPARE)\b/i
/** Paragraphs of an instruction after which it has evidently lost its end. */
const maxInstructionParagraphs = 50
/** What stands between a field's mark and its end, and is no text of the document all the same. */
const unshownResults: ReadonlySet<string> = new Set(['SET', 'ASK', 'XE', 'TC', 'TA', 'RD'])

/** Tables of contents, of figures, of authorities. */
const listings: ReadonlySet<string> = new Set(['TOC', 'TOA'])
const pageNumbers: ReadonlySet<string> = new Set(['PAGE', 'NUMPAGES', 'SECTIONPAGES', 'SECTION'])

/** Reads the first word of an instruction and, of a link, its target. */
function readFieldCode(instruction: string): FieldCode {
  const name = /^\s*([A-Za-z]+)/.exec(instruction)?.[1].toUpperCase() ?? ''
  if (name !== 'HYPERLINK') return { name }
  const target = /^\s*HYPERLINK\s+(?!\\)(?:"([^"]*)"|(\S+))/i.exec(instruction)
  return { name, link: linkTo(target?.[1] ?? target?.[2] ?? '') }
}

/** The fields that are open at a place of a story: what they show is text, what they are told to do is not. */
export class FieldStack {
  private readonly open: OpenField[] = []

  /** Whether text here belongs to an instruction, or to a result that is not shown. */
  get isInstruction(): boolean {
    return this.open.some(({ phase, code }) => phase === 'instruction' || unshownResults.has(code.name))
  }

  get isInListing(): boolean {
    return this.open.some(({ phase, code }) => phase === 'result' && listings.has(code.name))
  }

  /** The innermost field of a kind whose result text here is. */
  get isPageNumber(): boolean {
    return this.open.some(({ code }) => pageNumbers.has(code.name))
  }

  has(name: string): boolean {
    return this.open.some(({ code, phase }) => phase === 'result' && code.name === name)
  }

  get link(): LinkKind | undefined {
    for (let index = this.open.length - 1; index >= 0; index -= 1) {
      const { link } = this.open[index].code
      if (link !== undefined) return link
    }
    return undefined
  }

  /** @param shown what a form field shows by itself */
  begin(shown = ''): void {
    if (this.open.length >= maxOpenFields) this.open.shift()
    this.open.push({ instruction: '', phase: 'instruction', paragraphs: 0, shown, code: unknownCode })
  }

  instruct(text: string): void {
    const field = this.open.at(-1)
    if (
      field !== undefined &&
      field.phase === 'instruction' &&
      field.instruction.length < maxInstructionChars
    )
      field.instruction += text
  }

  separate(): void {
    const field = this.open.at(-1)
    if (field === undefined) return
    field.phase = 'result'
    field.code = readFieldCode(field.instruction)
  }

  /** @returns the field, unless there was none to end */
  end(): OpenField | undefined {
    const field = this.open.pop()
    if (field?.code === unknownCode) field.code = readFieldCode(field.instruction)
    return field
  }

  /** A field whose instruction outlives its paragraph has lost its end, with few exceptions: what follows is text. */
  endParagraph(): void {
    const outermost = this.open.findIndex(({ phase }) => phase === 'instruction')
    if (outermost === -1) return
    const field = this.open[outermost]
    field.paragraphs += 1
    if (!longInstructions.test(field.instruction) || field.paragraphs > maxInstructionParagraphs)
      this.open.length = outermost
  }
}

/** A reading set above its base by an equation, as Word did before it had ruby: \o(\s\up 9(reading),base). */
const equationRuby = /^\s*EQ\b.*?\\o\b[^(]*\(\s*\\s\\up\s*\d*\s*\(([^()]{1,200})\)\s*[,;]\s*([^()]{1,200})\)/i

/** The base and reading of a phonetic guide that an equation field draws; null for any other field. */
export function rubyOfEquation(instruction: string): { base: string; reading: string } | null {
  const found = equationRuby.exec(instruction.slice(0, maxInstructionChars))
  return found === null ? null : { base: found[2], reading: found[1] }
}
