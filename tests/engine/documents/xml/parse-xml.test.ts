import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../../src-main/contract/errors'
import {
  attributeOf,
  decodeXml,
  elementOf,
  parseXml,
  textOf,
} from '../../../../src-main/engine/documents/xml'

const book = { format: 'epub', part: 'a.opf', entities: 'vanish' } as const
const word = { format: 'docx', part: 'word/document.xml', entities: 'refuse' } as const

describe('parseXml', () => {
  test('keeps elements, attributes and text in order, by local names and namespaces', () => {
    const { root, damages } = parseXml(
      '<p:a xmlns:p="urn:p" xmlns="urn:d" x="1" p:y="2">one<b/>two<!-- no --><![CDATA[<3>]]><?no no?></p:a>',
      book,
    )
    expect(root).toEqual({
      name: 'a',
      uri: 'urn:p',
      attributes: [
        { name: 'x', uri: '', value: '1' },
        { name: 'y', uri: 'urn:p', value: '2' },
      ],
      children: ['one', { name: 'b', uri: 'urn:d', attributes: [], children: [] }, 'two', '<3>'],
    })
    expect(damages).toBe(0)
  })

  test('an attribute without a prefix comes before one with it', () => {
    const { root } = parseXml('<a xmlns:o="urn:o" o:role="aut" role="x"/>', book)
    expect(attributeOf(root, 'role')).toBe('x')
    expect(attributeOf(root, 'role', 'urn:o')).toBe('aut')
    expect(attributeOf(root, 'none')).toBeUndefined()
  })

  test('entities of XML and HTML are known, all others vanish', () => {
    const { root } = parseXml(
      '<a t="&eacute;">&lt;&amp;&mdash;&#8212;&#x41;&unknown;&copyright;.&semi;</a>',
      book,
    )
    expect(textOf(root)).toBe('<&——A.;')
    expect(attributeOf(root, 't')).toBe('é')
  })

  test('references to what is no character are left out', () => {
    expect(textOf(parseXml('<a>1&#x7;&#0;&#xD800;&#1114112;&#xfffe;&#10;2</a>', book).root)).toBe('1\n2')
  })

  const declaring = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "lol">]><a>1&x;&y;2</a>'

  test('declared entities are never expanded', () => {
    expect(textOf(parseXml(declaring, book).root)).toBe('12')
  })

  test('where a format declares none, a file that does is refused', () => {
    expect(() => parseXml(declaring, word)).toThrow(
      expect.objectContaining({
        code: 'document/corrupt',
        details: expect.objectContaining({ reason: 'entities' }),
      }),
    )
    expect(parseXml('<?xml version="1.0"?>\n<!DOCTYPE a SYSTEM "a.dtd"><a/>', word)).toMatchObject({
      root: { name: 'a' },
      damages: 0,
    })
  })

  test('reads what breaks the rules as well as it can, and counts it', () => {
    const { root, damages } = parseXml('<a><t>R & D <x>y</t><o:u o:v="1"/></z></a><late/>', book)
    expect(textOf(root)).toContain('R & D y')
    expect(elementOf(root, 'u')).toMatchObject({ attributes: [{ name: 'v', uri: 'o', value: '1' }] })
    expect(elementOf(root, 'late')).toBeDefined()
    expect(damages).toBeGreaterThan(0)
  })

  test('what is no XML is damaged', () => {
    for (const text of ['', 'just text', '<!-- x -->', '\0\x01\x02'.repeat(50_000)])
      expect(() => parseXml(text, book)).toThrow(expect.objectContaining({ code: 'document/corrupt' }))
  })

  test('nesting without end is refused before it costs anything', () => {
    expect(() => parseXml('<a>'.repeat(100_000), book)).toThrow(
      expect.objectContaining({ details: expect.objectContaining({ reason: 'nesting' }) }),
    )
  })

  test('time grows with the length alone', () => {
    const seconds = (count: number): number => {
      const text = `<a>${'<b c="d">e &amp; f</b></q>'.repeat(20)}${'<i x="1" xmlns:p="q"/>t'.repeat(count)}</a>`
      const start = performance.now()
      parseXml(text, book)
      return performance.now() - start
    }
    seconds(20_000)
    expect(seconds(80_000)).toBeLessThan(40 * (seconds(20_000) + 5))
  })

  test('whatever is given, a tree comes out or a failure with a code', () => {
    const piece = fc.constantFrom(
      '<a>',
      '</a>',
      '<b x="1">',
      '<b/>',
      '&amp;',
      '&x;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '"',
      'é',
      ' ',
      '<?xml',
      '?>',
      '<!DOCTYPE',
      '[',
      ']',
      '>',
      'xmlns="u"',
      '\ud800',
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        try {
          parseXml(pieces.join(''), book)
        } catch (error) {
          if (!(error instanceof AppError)) throw error
        }
      }),
      { seed: 3, numRuns: 1000 },
    )
  })
})

describe('decodeXml', () => {
  const text = '<?xml version="1.0" encoding="ENC"?><a>Grüße, 草枕</a>'

  test.each([
    ['UTF-8', Buffer.from(text)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`)],
    ['UTF-16LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['UTF-16BE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
    ['UTF-16LE without a mark', Buffer.from(text, 'utf16le')],
    ['UTF-8 that calls itself UTF-16', Buffer.from(text.replace('ENC', 'utf-16'))],
  ])('reads %s', (_, bytes) => {
    expect(decodeXml(bytes)).toContain('Grüße, 草枕')
  })

  test('reads what its declaration says, and without one what is no UTF-8 as windows-1252', () => {
    const latin = Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><a>Grüße</a>', 'latin1')
    expect(decodeXml(latin)).toContain('Grüße')
    expect(decodeXml(Buffer.from('<a>Grüße</a>', 'latin1'))).toBe('<a>Grüße</a>')
  })
})
