import { describe, expect, test } from 'vitest'
import { readMetadata } from '../../../../src-main/engine/documents/epub/metadata'
import { parseXml } from '../../../../src-main/engine/documents/xml'

function read(inside: string) {
  const xml = `<metadata xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:opf="http://www.idpf.org/2007/opf">${inside}</metadata>`
  return readMetadata(parseXml(xml, { format: 'epub', part: 'x', entities: 'vanish' }).root)
}

describe('readMetadata', () => {
  test('the main title comes before others, whatever their order', () => {
    const titles = `<dc:title id="s">A Subtitle</dc:title><meta refines="#s" property="title-type">subtitle</meta>
      <dc:title id="c">A Series</dc:title><meta refines="#c" property="title-type">collection</meta>
      <dc:title id="m">\n  The   Title </dc:title><meta refines="#m" property="title-type">main</meta>`
    expect(read(titles).title).toBe('The Title')
    expect(read(titles.replace('>main<', '>other<')).title).toBe('A Subtitle')
    expect(read(`${titles.replace('>main<', '>short<')}<dc:title>Plain</dc:title>`).title).toBe('Plain')
  })

  test('authors are those who wrote it, in their order, as they are to be shown', () => {
    expect(
      read(`<dc:creator opf:role="aut" opf:file-as="Austen, Jane">Jane Austen</dc:creator>
        <dc:creator opf:role="ill">Hugh Thomson</dc:creator><dc:creator>Jane Austen</dc:creator>`).authors,
    ).toEqual(['Jane Austen'])
    expect(
      read(`<dc:creator id="a">Second</dc:creator><meta refines="#a" property="display-seq">2</meta>
        <dc:creator id="b">First</dc:creator><meta refines="#b" property="display-seq">1</meta>
        <meta refines="#b" property="file-as">F</meta>`).authors,
    ).toEqual(['First', 'Second'])
    expect(read('<dc:creator opf:role="edt">An Editor</dc:creator>').authors).toEqual(['An Editor'])
    expect(read('<dc:contributor opf:role="aut">A Writer</dc:contributor>').authors).toEqual(['A Writer'])
    expect(read('<dc:creator>Unknown</dc:creator>').authors).toEqual([])
  })

  test('the language is the first tag that is one, as it is written', () => {
    expect(read('<dc:language>und</dc:language><dc:language> ja-jp </dc:language>').language).toBe('ja-jp')
    expect(read('<dc:language>en_US</dc:language>').language).toBe('en-US')
    expect(read('<dc:language>English (UK)</dc:language>').language).toBeUndefined()
  })

  test('the drawers of the oldest packages are opened', () => {
    expect(
      read('<dc-metadata><dc:Title>Old</dc:Title><dc:Creator>Someone</dc:Creator></dc-metadata>'),
    ).toMatchObject({
      title: 'Old',
      authors: ['Someone'],
    })
  })

  test('what is endless is cut, and what controls is no part of a name', () => {
    expect(read(`<dc:title>${'x'.repeat(100_000)}</dc:title>`).title).toHaveLength(400)
    expect(read('<dc:title>a\u202eb\u0085c</dc:title>').title).toBe('a b c')
    expect(readMetadata(null)).toEqual({ title: '', authors: [], narrators: [], language: undefined })
  })
})
