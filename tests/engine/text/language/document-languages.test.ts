import fc from 'fast-check'
import { describe, expect, test, vi } from 'vitest'
import type { Block } from '@contract/document'
import { loadLanguageDetector } from '../../../../src-main/engine/text/language/detector'
import { DocumentLanguages } from '../../../../src-main/engine/text/language/document-languages'
import { paragraph } from '../../../helpers/paragraphs'
import { hasEnglishDocuments, openEnglishDocuments } from './english-documents'
import { paragraphsIn } from './paragraphs-in'

const english = 'The train stopped in the middle of the line, and nobody knew why it had to be just there.'
const [german, moreGerman] = paragraphsIn.de
const [swedish] = paragraphsIn.sv
const block = (text: string, change: Partial<Block> = {}): Block => ({ ...paragraph(text), ...change })

async function languagesOf(blocks: readonly Block[], declared?: string) {
  const languages = new DocumentLanguages(blocks, declared)
  return Promise.all(blocks.map((_, index) => languages.of(index)))
}

describe('DocumentLanguages', () => {
  test('follows each paragraph that tells its language', async () => {
    const blocks = [english, german, swedish, english, ...paragraphsIn.pl].map((text) => block(text))
    expect(await languagesOf(blocks)).toEqual(['en', 'de', 'sv', 'en', 'pl', 'pl'])
  })

  test('mark-up comes first, whatever the text looks like; what is no tag is no mark-up', async () => {
    expect(await languagesOf([block(english, { language: 'fr-CA' })])).toEqual(['fr-CA'])
    expect(await languagesOf([block(german, { language: 'und' }), block(german, { language: '' })])).toEqual([
      'de',
      'de',
    ])
  })

  test('what the document says of itself holds for all that tells nothing else', async () => {
    const blocks = [block('Bonjour !'), block(german), block('42')]
    expect(await languagesOf([block('Bonjour !'), block('42')], 'fr')).toEqual(['fr', 'fr'])
    // Its region is kept where the text tells the language alone.
    expect(await languagesOf([block(english)], 'en-GB')).toEqual(['en-GB'])
    expect(await languagesOf(blocks, 'de-AT')).toEqual(['de-AT', 'de-AT', 'de-AT'])
    expect(await languagesOf([block('Hello')], 'none at all')).toEqual([null])
  })

  test('against what the document says of itself a paragraph needs more text', async () => {
    const short = 'Der Mann und die Frau gingen mit dem Hund nach dem Dorf, und sie kamen nicht wieder.'
    expect(await languagesOf([block(short)])).toEqual(['de'])
    expect(await languagesOf([block(short)], 'en')).toEqual(['en'])
    expect(await languagesOf([block(german)], 'en')).toEqual(['de'])
  })

  test('a short quotation stays with the paragraphs around it', async () => {
    const blocks = [english, '« Mon Dieu ! »', english, german, '„Ja“, sagte er.', moreGerman].map((text) =>
      block(text),
    )
    expect(await languagesOf(blocks)).toEqual(['en', 'en', 'en', 'de', 'de', 'de'])
  })

  test('between two languages a heading goes with what follows, a line with what it looks like', async () => {
    const blocks = [
      block(english),
      block('III', { kind: 'heading' }),
      block(german),
      block('“Guten Abend,” said the guard.'),
      block(english),
    ]
    expect(await languagesOf(blocks)).toEqual(['en', 'de', 'de', 'en', 'en'])
  })

  test('short lines tell together what none tells alone', async () => {
    const lines = [
      'Wie geht es dir?',
      'Mir geht es gut.',
      'Was machst du heute?',
      'Ich bleibe zu Hause.',
      'Und du?',
    ]
    expect(await languagesOf(lines.map((text) => block(text)))).toEqual(lines.map(() => 'de'))
    expect(await languagesOf([block('Guten Morgen!')])).toEqual([null])
  })

  test('a script that no other voice could read needs few letters; a symbol is none', async () => {
    const blocks = [english, 'Привет, мир', english, 'α + β', english].map((text) => block(text))
    expect(await languagesOf(blocks)).toEqual(['en', 'ru', 'en', 'en', 'en'])
    expect(await languagesOf([block('Добър ден')], 'bg')).toEqual(['bg'])
  })

  test('programs and formulas go with the text around them', async () => {
    const blocks = [block(german), block(english, { kind: 'code' }), block(moreGerman)]
    expect(await languagesOf(blocks)).toEqual(['de', 'de', 'de'])
  })

  test('a mark round a stretch holds for what lies in it', () => {
    const text = 'He said: Je ne sais pas pourquoi. Then he left.'
    const mark = { kind: 'language', language: 'fr', startChar: 9, endChar: 33 }
    const languages = new DocumentLanguages([{ ...block(text), marks: [mark as Block['marks'][number]] }])
    expect(languages.marked(0, 9, 33)).toBe('fr')
    expect(languages.marked(0, 0, 33)).toBeUndefined()
    expect(languages.marked(0, 34, 47)).toBeUndefined()
  })

  test('takes any text, in time that does not grow with it', async () => {
    const texts = fc.array(fc.string({ unit: 'binary', maxLength: 500 }), { minLength: 1, maxLength: 8 })
    await fc.assert(
      fc.asyncProperty(texts, async (all) => {
        for (const language of await languagesOf(all.map((text) => block(text))))
          expect(language === null || language.length >= 2).toBe(true)
      }),
      { seed: 1, numRuns: 50 },
    )
    for (const unit of ['a', 'the ', 'а', '漢', 'a.a/', '’', 'і ы '])
      expect(await languagesOf([block(unit.repeat(100_000))])).toHaveLength(1)
  })

  test('loads the detector when only that can tell, and once', async () => {
    const load = vi.fn(loadLanguageDetector)
    const blocks = [english, german, swedish, ...paragraphsIn.tr].map((text) => block(text))
    const languages = new DocumentLanguages(blocks, undefined, load)
    expect([languages.known(0), languages.known(1), languages.known(2)]).toEqual(['en', 'de', undefined])
    expect(load).not.toHaveBeenCalled()
    expect(await Promise.all([languages.of(2), languages.of(3)])).toEqual(['sv', 'tr'])
    expect(load).toHaveBeenCalledTimes(1)
    expect(languages.known(2)).toBe('sv')
  })

  test.skipIf(!hasEnglishDocuments)(
    'makes no paragraph of an English document another language, and loads no detector for nearly all (needs the development corpus)',
    async () => {
      for (const { title, blocks } of await openEnglishDocuments()) {
        const plain = new DocumentLanguages(blocks)
        const unclear = blocks.filter((_, index) => plain.known(index) === undefined)
        process.stdout.write(`${title}: ${unclear.length} of ${blocks.length} blocks wait for the detector\n`)
        expect(unclear.length).toBeLessThanOrEqual(0.1 * blocks.length)
        const others = (await languagesOf(blocks)).flatMap((language, index) =>
          language === 'en' || language === null ? [] : [`${language}: ${blocks[index].text.slice(0, 60)}`],
        )
        expect(others).toEqual([])
      }
    },
    60_000,
  )
})
