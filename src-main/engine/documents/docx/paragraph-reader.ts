import { linkTo, type LinkKind } from '../link-target'
import { chooseBranch, readDrawing } from './drawings'
import { rubyOfEquation, type FieldStack } from './fields'
import { lineOfFormula } from './formulas'
import type { MarkSort } from './inline-text'
import type { OutsideRule } from './outside-counts'
import type { ParagraphDraft } from './paragraph-draft'
import { combineStyles, formatOver, readRunFormat, type RunFormat } from './run-format'
import type { StoryContext } from './story-context'
import type { Style } from './styles'
import { isSymbolFont, symbolOf } from './symbols'
import {
  childOf,
  childrenOf,
  descendantsOf,
  isOn,
  numberWithin,
  ownText,
  switchOf,
  textCharsIn,
  valueOf,
} from './word-elements'
import type { WordElement } from './word-xml'

/** What surrounds a run inside its paragraph. */
interface Surroundings {
  /** Why nothing in it is read. */
  readonly rule: OutsideRule | null
  readonly link?: LinkKind
}

/** A run: how it looks, and what that says of its text. */
interface Run {
  readonly format: RunFormat
  readonly marks: readonly MarkSort[]
  readonly hasOwnLanguage: boolean
  readonly surroundings: Surroundings
  /** The mark of a note that the document chose itself: the rest of the run. */
  noteMark: { kind: 'footnote' | 'endnote'; id: string; text: string } | null
}

const codeStyle = /\b(?:code|verbatim|html (?:keyboard|sample|typewriter))\b|\bsource text\b/
const noteStyle = /^(?:footnote|endnote) (?:reference|anchor|characters)$/
const noteSigns = /^[\s\d*†‡§¶,()[\]]+$/

/** Reads what stands in paragraphs, as it is shown when all changes are accepted. */
export class ParagraphReader {
  private paragraphStyle: Style
  private paragraphFormat: RunFormat = {}
  private draft: ParagraphDraft

  constructor(
    private readonly context: StoryContext,
    private readonly fields: FieldStack,
    draft: ParagraphDraft,
  ) {
    this.draft = draft
    this.paragraphStyle = context.styles.paragraph(undefined)
  }

  /** @param rule why nothing in the paragraph is read */
  read(paragraph: WordElement, style: Style, draft: ParagraphDraft, rule: OutsideRule | null): void {
    this.draft = draft
    this.paragraphStyle = style
    this.paragraphFormat = formatOver(style.run, this.context.styles.defaults)
    this.readChildren(paragraph, { rule })
  }

  private readChildren(parent: WordElement, surroundings: Surroundings): void {
    for (const child of parent.children) if (typeof child !== 'string') this.readElement(child, surroundings)
  }

  private readElement(element: WordElement, around: Surroundings): void {
    switch (element.name) {
      case 'w:pPr':
      case 'w:rPr':
      case 'w:sdtPr':
      case 'w:sdtEndPr':
      case 'w:customXmlPr':
      case 'w:smartTagPr':
        return
      case 'w:r':
        return this.readRun(element, around)
      case 'w:del':
      case 'w:moveFrom':
        return this.readChildren(element, { ...around, rule: around.rule ?? 'deleted' })
      case 'w:hyperlink':
        return this.readChildren(element, { ...around, link: this.linkOf(element) })
      case 'w:fldSimple':
        this.fields.begin()
        this.fields.instruct(element.attributes.get('w:instr') ?? '')
        this.fields.separate()
        this.readChildren(element, around)
        this.fields.end()
        return
      case 'w:sdt': {
        const isPlaceholder = switchOf(childOf(element, 'w:sdtPr'), 'w:showingPlcHdr') === true
        return this.readChildren(element, {
          ...around,
          rule: around.rule ?? (isPlaceholder ? 'placeholder' : null),
        })
      }
      case 'mc:AlternateContent': {
        const { chosen, duplicateChars } = chooseBranch(element)
        this.context.outside.add('duplicate', duplicateChars)
        if (chosen !== undefined) this.readChildren(chosen, around)
        return
      }
      case 'm:oMath':
        return this.readFormula(element, this.plainRun(around))
      case 'w:t':
      case 'w:ruby':
      case 'w:fldChar':
        return this.readRunContent(element, this.plainRun(around))
      default:
        this.readChildren(element, around)
    }
  }

  private linkOf({ attributes }: WordElement): LinkKind {
    const target = this.context.relationships.get(attributes.get('r:id') ?? '')
    return target?.isExternal === true ? linkTo(target.target) : { kind: 'link' }
  }

  private plainRun(surroundings: Surroundings): Run {
    return this.runOf(undefined, surroundings)
  }

  private runOf(properties: WordElement | undefined, surroundings: Surroundings): Run {
    const { styles } = this.context
    const base = this.paragraphFormat
    const direct = readRunFormat(properties)
    const character = styles.character(direct.style)
    const format = formatOver(direct, character === null ? base : combineStyles(base, character.run))
    const marks: MarkSort[] = []
    // What the whole paragraph's style sets apart is no stress within it.
    if (format.bold === true && base.bold !== true) marks.push({ kind: 'strong' })
    if (format.italic === true && base.italic !== true) marks.push({ kind: 'emphasis' })
    if (format.strike === true) marks.push({ kind: 'deleted' })
    if (format.position === 'superscript' || format.position === 'subscript')
      marks.push({ kind: format.position })
    const names = character?.names ?? []
    if (names.some((name) => codeStyle.test(name))) marks.push({ kind: 'code' })
    if (names.some((name) => noteStyle.test(name))) marks.push({ kind: 'note-reference' })
    const general = styles.paragraph(undefined).run.language
    return {
      format,
      marks,
      hasOwnLanguage:
        direct.language !== undefined ||
        character?.run.language !== undefined ||
        (this.paragraphStyle.run.language !== undefined && this.paragraphStyle.run.language !== general),
      surroundings:
        surroundings.rule === null && format.hidden === true
          ? { ...surroundings, rule: 'hidden' }
          : surroundings,
      noteMark: null,
    }
  }

  private readRun(element: WordElement, surroundings: Surroundings): void {
    const run = this.runOf(childOf(element, 'w:rPr'), surroundings)
    for (const child of element.children) if (typeof child !== 'string') this.readRunContent(child, run)
    if (run.noteMark !== null) {
      const { kind, id, text } = run.noteMark
      this.draft.notes.push({ kind, id, marker: text.trim() })
    }
  }

  private readRunContent(element: WordElement, run: Run): void {
    switch (element.name) {
      case 'w:rPr':
        return
      case 'w:t':
        return this.addPartText(ownText(element), run)
      case 'w:delText':
        return this.context.outside.add(run.surroundings.rule ?? 'deleted', ownText(element).length)
      case 'w:instrText':
      case 'w:delInstrText': {
        const instruction = ownText(element)
        this.context.outside.add('field instruction', instruction.length)
        if (element.name === 'w:instrText') this.fields.instruct(instruction)
        return
      }
      case 'w:tab':
      case 'w:ptab':
        return this.add('\t', run)
      case 'w:br':
      case 'w:cr':
        return this.add('\n', run)
      case 'w:noBreakHyphen':
        return this.add('\u2011', run)
      case 'w:softHyphen':
        return this.add('\u00ad', run)
      case 'w:sym':
        return this.add(signOf(element), run)
      case 'w:footnoteReference':
        return this.referToNote('footnote', element, run)
      case 'w:endnoteReference':
        return this.referToNote('endnote', element, run)
      case 'w:fldChar':
        return this.readFieldMark(element, run)
      case 'w:drawing':
      case 'w:pict':
      case 'w:object':
        return this.readDrawing(element, run)
      case 'w:ruby':
        return this.readRuby(element, run)
      case 'mc:AlternateContent': {
        const { chosen, duplicateChars } = chooseBranch(element)
        this.context.outside.add('duplicate', duplicateChars)
        for (const child of childrenOf(chosen)) this.readRunContent(child, run)
        return
      }
      case 'm:oMath':
        return this.readFormula(element, run)
      case 'w:r':
        return this.readRun(element, run.surroundings)
      default:
        for (const child of childrenOf(element)) this.readRunContent(child, run)
    }
  }

  /** Line ends in the part are how it is laid out, not how its text is. */
  private addPartText(written: string, run: Run): void {
    const laidOut = withoutOuterLines(written)
    this.context.outside.add('white space', written.length - laidOut.length)
    const rule = run.surroundings.rule ?? (this.fields.isInstruction ? 'field instruction' : null)
    if (rule !== null) return this.context.outside.add(rule, laidOut.length)
    this.addShown(shownIn(laidOut.replace(/\s/g, ' '), run.format.font), run, true)
  }

  /** Adds what the part does not spell out. */
  private add(text: string, run: Run): void {
    if (run.surroundings.rule === null && !this.fields.isInstruction) this.addShown(text, run, false)
  }

  private addShown(text: string, run: Run, isFromPart: boolean): void {
    const { draft, fields } = this
    if (/\S/.test(text)) {
      draft.isInListing ||= fields.isInListing
      draft.isInIndex ||= fields.has('INDEX')
      if (draft.sequenceLabel === undefined && fields.has('SEQ')) draft.sequenceLabel = draft.inline.soFar
    }
    if (run.noteMark !== null) run.noteMark.text += text
    draft.inline.add(text, {
      marks: this.marksOf(text, run),
      spokenIn: { format: run.format, isOwn: run.hasOwnLanguage },
      isFromPart,
    })
  }

  private marksOf(text: string, run: Run): readonly MarkSort[] {
    const { fields } = this
    const link = run.surroundings.link ?? fields.link
    const isPageNumber = fields.isPageNumber || (fields.isInListing && fields.has('PAGEREF'))
    const isRaised = run.format.position === 'superscript'
    const isNoteReference =
      run.noteMark !== null ||
      (isRaised && fields.has('NOTEREF')) ||
      (run.marks.some(({ kind }) => kind === 'note-reference') && noteSigns.test(text))
    return [
      ...run.marks.filter(({ kind }) => kind !== 'note-reference'),
      ...(isNoteReference ? [{ kind: 'note-reference' } as const] : []),
      ...(isPageNumber ? [{ kind: 'page-number' } as const] : []),
      // The lines of a table of contents all lead to their places in the document.
      ...(link !== undefined && (link.href !== undefined || !fields.isInListing) ? [link] : []),
    ]
  }

  private referToNote(kind: 'footnote' | 'endnote', { attributes }: WordElement, run: Run): void {
    if (run.surroundings.rule !== null || this.fields.isInstruction || this.context.kind !== undefined) return
    const id = attributes.get('w:id') ?? ''
    if (isOn(attributes.get('w:customMarkFollows') ?? '0')) {
      run.noteMark = { kind, id, text: '' }
      return
    }
    const number = this.context.notes.nextNumber(kind)
    this.draft.notes.push({ kind, id, marker: number })
    this.draft.inline.add(number, { marks: [{ kind: 'note-reference' }], isFromPart: false })
  }

  private readFieldMark(element: WordElement, run: Run): void {
    const { fields } = this
    switch (element.attributes.get('w:fldCharType')) {
      case 'begin':
        return fields.begin(formFieldText(childOf(element, 'w:ffData')))
      case 'separate':
        return fields.separate()
      case 'end': {
        const field = fields.end()
        if (field === undefined) return
        const isBox = field.code.name === 'FORMCHECKBOX'
        if (field.shown !== '' && (isBox || field.phase === 'instruction')) return this.add(field.shown, run)
        const ruby = field.phase === 'instruction' ? rubyOfEquation(field.instruction) : null
        if (ruby === null) return
        const startChar = this.draft.inline.length
        this.add(ruby.base, run)
        this.markRuby(startChar, ruby.reading)
      }
    }
  }

  private readRuby(element: WordElement, run: Run): void {
    const guide = childOf(element, 'w:rt')
    let reading = ''
    for (const part of guide === undefined ? [] : descendantsOf(guide))
      if (part.name === 'w:t') reading += ownText(part)
    this.context.outside.add(run.surroundings.rule ?? 'phonetic guide', reading.length)
    const startChar = this.draft.inline.length
    for (const child of childrenOf(childOf(element, 'w:rubyBase'))) this.readElement(child, run.surroundings)
    this.markRuby(startChar, reading)
  }

  private markRuby(startChar: number, reading: string): void {
    const { inline } = this.draft
    const spoken = reading.replace(/\s+/g, ' ').trim()
    if (inline.length > startChar && spoken !== '')
      inline.mark({ kind: 'ruby', reading: spoken }, startChar, inline.length)
  }

  private readDrawing(element: WordElement, run: Run): void {
    const { outside } = this.context
    const { rule } = run.surroundings
    if (rule !== null || this.fields.isInstruction)
      return outside.add(rule ?? 'field instruction', textCharsIn(element))
    const drawn = readDrawing(element)
    this.context.seePicture()
    outside.add('duplicate', drawn.duplicateChars)
    outside.add('hidden', drawn.hiddenChars)
    const diagrams = drawn.diagrams.flatMap((id) => this.context.diagrams.take(id))
    this.draft.diagrams.push(...diagrams)
    this.draft.textBoxes.push(...drawn.textBoxes)
    // As a box is, a diagram is described by the words in it.
    if (diagrams.length === 0) this.draft.alternatives.push(...drawn.alternatives)
  }

  private readFormula(element: WordElement, run: Run): void {
    const { inline } = this.draft
    const startChar = inline.length
    for (const { text, isFromPart } of lineOfFormula(element))
      if (isFromPart) this.addPartText(text, run)
      else this.add(text, run)
    inline.addFormula(element, startChar)
  }
}

/** Text without the white space around it, where that holds line ends. */
function withoutOuterLines(text: string): string {
  if (!text.includes('\n')) return text
  const before = text.slice(0, text.length - text.trimStart().length)
  const after = text.slice(text.trimEnd().length)
  return text.slice(
    before.includes('\n') ? before.length : 0,
    after.includes('\n') && after.length < text.length ? -after.length : undefined,
  )
}

/** Text as its font shows it, character for character. */
function shownIn(text: string, font: string | undefined): string {
  if (!isSymbolFont(font)) return text
  return text.replace(/[!-~\u00a1-\u00ff\uf020-\uf0ff]/g, (sign) => {
    const shown = symbolOf(sign.charCodeAt(0), font)
    return shown?.length === 1 ? shown : '•'
  })
}

function signOf({ attributes }: WordElement): string {
  const code = Number.parseInt(attributes.get('w:char') ?? '', 16)
  if (!Number.isInteger(code) || code <= 0x20 || code > 0xffff) return ''
  const font = attributes.get('w:font')
  const known = symbolOf(code, font)
  if (known !== undefined) return known
  const isPrivate = code >= 0xe000 && code <= 0xf8ff
  return isPrivate || isSymbolFont(font) ? '•' : String.fromCharCode(code)
}

/** A check box's box, the chosen line of a list; empty for a field that shows its result. */
function formFieldText(data: WordElement | undefined): string {
  const box = childOf(data, 'w:checkBox')
  if (box !== undefined)
    return (switchOf(box, 'w:checked') ?? switchOf(box, 'w:default')) === true ? '☒' : '☐'
  const list = childOf(data, 'w:ddList')
  if (list === undefined) return ''
  const chosen = numberWithin(valueOf(list, 'w:result') ?? valueOf(list, 'w:default'), 0, 1_000) ?? 0
  return childrenOf(list, 'w:listEntry')[chosen]?.attributes.get('w:val') ?? ''
}
