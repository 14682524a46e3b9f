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
import { maxNesting } from './nesting'
import { neutralise } from './neutralise'

/** More quotes and lists begun on one line than we accept; the parser's time grows with their square and more. */
const deepLine = new RegExp(`^(?:[ \\t]*(?:>|(?:[-*+]|\\d{1,9}[.)])(?=[ \\t]))){${maxNesting},}`, 'm')

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
  return { tree: parse(text, withFormulas()), restore }
}

/** Parses a stretch of a paragraph that looked like a formula and is none. */
export function parseWithoutFormulas(markdown: string): Root {
  return parse(markdown, withoutFormulas())
}

function withoutFormulas(): Options {
  return { extensions: syntax(), mdastExtensions: tree() }
}

function withFormulas(): Options {
  return { extensions: [...syntax(), math()], mdastExtensions: [...tree(), mathFromMarkdown()] }
}

function syntax(): NonNullable<Options['extensions']> {
  return [gfmTable(), gfmFootnote(), gfmStrikethrough()]
}

function tree(): Extension[] {
  return [gfmTableFromMarkdown(), gfmFootnoteFromMarkdown(), gfmStrikethroughFromMarkdown()]
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
