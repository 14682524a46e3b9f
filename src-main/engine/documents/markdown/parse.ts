import type { Root } from 'mdast'
import { fromMarkdown, type Extension, type Options } from 'mdast-util-from-markdown'
import { gfmFootnoteFromMarkdown } from 'mdast-util-gfm-footnote'
import { gfmStrikethroughFromMarkdown } from 'mdast-util-gfm-strikethrough'
import { gfmTableFromMarkdown } from 'mdast-util-gfm-table'
import { mathFromMarkdown } from 'mdast-util-math'
import { gfmFootnote } from 'micromark-extension-gfm-footnote'
import { gfmStrikethrough } from 'micromark-extension-gfm-strikethrough'
import { gfmTable } from 'micromark-extension-gfm-table'
import { math } from 'micromark-extension-math'
import { AppError } from '@contract/errors'
import { matchesOf } from '../../text/matches'
import { maxNesting } from './nesting'
import { neutralise } from './neutralise'

/** More quotes and lists begun on one line than we accept; the parser's time grows with their square and more. */
const deepLine = new RegExp(`^(?:[ \\t]*(?:>|(?:[-*+]|\\d{1,9}[.)])(?=[ \\t]))){${maxNesting},}`, 'm')

/** The parser's time grows with the square of a section's notes; a page of a book has ten. Beyond it they are read as typed. */
const maxNotes = 300
const noteDefinition = /^ {0,3}\[\^[^\]\n]{1,999}\]:/gm

/** A tree, and how its texts are to be read. */
export interface ParsedMarkdown {
  readonly tree: Root
  /** Puts back what was hidden from the parser. */
  restore(text: string): string
}

/**
 * Parses Markdown: CommonMark, tables, strikethrough, footnotes and formulas.
 * @param markdown with "\n" as its only line end
 * @throws AppError 'document/corrupt' when nested too deep
 */
export function parseMarkdown(markdown: string): ParsedMarkdown {
  if (deepLine.test(markdown)) throw tooDeep()
  const { text, restore } = neutralise(markdown)
  const hasNotes = matchesOf(noteDefinition, text).length <= maxNotes
  return { tree: parse(text, withFormulas(hasNotes)), restore }
}

/** Parses a stretch of a paragraph that looked like a formula and is none. */
export function parseWithoutFormulas(markdown: string): Root {
  return parse(markdown, withoutFormulas())
}

function withoutFormulas(): Options {
  return { extensions: syntax(true), mdastExtensions: tree(true) }
}

function withFormulas(hasNotes: boolean): Options {
  return {
    extensions: [...syntax(hasNotes), math()],
    mdastExtensions: [...tree(hasNotes), mathFromMarkdown()],
  }
}

function syntax(hasNotes: boolean): NonNullable<Options['extensions']> {
  return [gfmTable(), ...(hasNotes ? [gfmFootnote()] : []), gfmStrikethrough()]
}

function tree(hasNotes: boolean): Extension[] {
  const notes = hasNotes ? [gfmFootnoteFromMarkdown()] : []
  return [gfmTableFromMarkdown(), ...notes, gfmStrikethroughFromMarkdown()]
}

function parse(text: string, options: Options): Root {
  try {
    return fromMarkdown(text, options)
  } catch (error) {
    if (error instanceof RangeError) throw tooDeep(error)
    throw error
  }
}

function tooDeep(cause?: unknown): AppError {
  return new AppError('document/corrupt', 'The Markdown is nested too deep', {
    details: { format: 'markdown', reason: 'nesting' },
    cause,
  })
}
