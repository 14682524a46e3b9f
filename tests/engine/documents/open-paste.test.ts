import { describe, expect, test } from 'vitest'
import type { FormatId } from '@contract/document'
import { AppError } from '@contract/errors'
import type { OpenOptions } from '@contract/host-messages'
import type { DocumentFormat } from '../../../src-main/engine/documents/document-format'
import { openPaste } from '../../../src-main/engine/documents/open-paste'
import { inOnePiece } from '../../../src-main/engine/documents/pieces'

const never = new AbortController().signal
const given: OpenOptions[] = []

/** Says what it was given, in one heading. */
const formatOf = (id: FormatId, failure?: unknown): DocumentFormat => ({
  id,
  detect: () => true,
  async open(source, options) {
    if (failure !== undefined) throw failure
    given.push(options)
    const text = Buffer.from(await source.readAll(1_000)).toString()
    const range = { part: 0, startChar: 0, endChar: text.length, exact: true }
    const head = { id: 'x', title: 'The whole page', authors: [], format: id }
    return inOnePiece(head, { blocks: [{ kind: 'heading', text, marks: [], source: range }] })
  },
})
const paste = (text: string, html?: string) => ({ kind: 'text' as const, text, html })

describe('openPaste', () => {
  test('the clipboard’s HTML is read whole where a format reads it, and titled by what was pasted', async () => {
    const { head } = await openPaste(paste('Some words', '<b>Some</b> words'), [formatOf('html')], never)
    expect(head).toMatchObject({ format: 'html', title: 'Some words' })
    expect(given.at(-1)).toMatchObject({ wholePage: true })
    const untitled = await openPaste(paste(' ', '<b>Some</b>'), [formatOf('html')], never)
    expect(untitled.head.title).toBe('The whole page')
  })

  test.each([
    ['no HTML', undefined, formatOf('html')],
    ['blank HTML', ' \n', formatOf('html')],
    ['no format that reads it', '<b>x</b>', formatOf('txt')],
    ['HTML without text', '<img>', formatOf('html', new AppError('document/empty', 'no'))],
  ])('with %s the text is the document', async (_, html, format) => {
    const { head } = await openPaste(paste('Some words', html), [format], never)
    expect(head).toMatchObject({ format: 'txt', title: 'Some words' })
  })

  test('too much of it, a bug, and a cancellation are told', async () => {
    for (const failure of [
      new AppError('document/too-large', 'no'),
      new TypeError('bug'),
      new Error('closed'),
    ])
      await expect(openPaste(paste('x', '<b>x</b>'), [formatOf('html', failure)], never)).rejects.toBe(
        failure,
      )
    const empty = new AppError('document/empty', 'no')
    await expect(openPaste(paste(' ', '<b>'), [formatOf('html', empty)], never)).rejects.toBe(empty)
  })
})
