import { describe, expect, test } from 'vitest'
import type { Block } from '../../../../src-main/contract/document'
import { docxFormat } from '../../../../src-main/engine/documents/docx'
import { builtInStyles } from '../../../fixtures/docx/documents'
import { paragraph, run, wordFile, type WordFixture } from '../../../fixtures/docx/word-file'
import { openWith } from '../../../helpers/open-with'

async function blocksOf(body: string, more: WordFixture = {}): Promise<Block[]> {
  return (await openWith(docxFormat, wordFile({ styles: builtInStyles, ...more, body }), 'a.docx')).blocks
}

describe('languages', () => {
  const inLanguage = (tag: string): string => `<w:lang w:val="${tag}"/>`

  test('what is in another language is marked, another country’s is not', async () => {
    const body =
      paragraph(run('A plain English sentence of some length. ')) +
      paragraph(
        run('He said ') +
          run('bonjour', inLanguage('fr-FR')) +
          run(' and ') +
          run('colour', inLanguage('en-US')),
      ) +
      paragraph(run('Ein deutscher ', inLanguage('de-DE')) + run('Satz.', `<w:b/>${inLanguage('de-DE')}`))
    const [, second, third] = await blocksOf(body)
    expect(second.marks).toEqual([{ kind: 'language', startChar: 8, endChar: 15, language: 'fr-FR' }])
    expect(third.language).toBe('de-DE')
  })

  test('the document is in the language of most of its text, not of the program’s default', async () => {
    const document = await openWith(
      docxFormat,
      wordFile({
        styles: builtInStyles,
        body: paragraph(run('Ein langer deutscher Text.', inLanguage('de-DE'))),
      }),
      'a.docx',
    )
    expect(document.language).toBe('de-DE')
    expect(document.blocks[0].language).toBeUndefined()
  })

  test('a default language for all complex scripts is believed only of its own', async () => {
    const [block] = await blocksOf(paragraph(run('Words of שלום and سلام and สวัสดี here')))
    expect(block.marks.map((mark) => ('language' in mark ? mark.language : null))).toEqual([
      'he',
      'ar-SA',
      'th',
    ])
  })

  test('East Asian and Arabic letters have languages of their own within one run', async () => {
    const both = '<w:lang w:val="en-GB" w:eastAsia="ja-JP" w:bidi="he-IL"/>'
    const [block] = await blocksOf(paragraph(run('The words 日本 and שלום mean something', both)))
    expect(block.marks).toEqual([
      { kind: 'language', startChar: 10, endChar: 12, language: 'ja-JP' },
      { kind: 'language', startChar: 17, endChar: 21, language: 'he-IL' },
    ])
  })
})
