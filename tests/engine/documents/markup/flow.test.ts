import { describe, expect, test } from 'vitest'
import type { InlineMark } from '../../../../src-main/contract/document'
import type { Flow } from '../../../../src-main/engine/documents/markup/flow'
import { readHtml, readXhtml } from './read-source'

const shown = ({ blocks }: Flow): string[] => blocks.map(({ kind, text }) => `${kind}: ${text}`)
const marksOf = ({ blocks }: Flow, block = 0): string[] =>
  blocks[block].marks.map(
    (mark: InlineMark) => `${mark.kind}: ${blocks[block].text.slice(mark.startChar, mark.endChar)}`,
  )

describe('readFlow', () => {
  test('white space runs together as on a page, and elements within a line join nothing and split nothing', () => {
    expect(shown(readHtml('<p> re<b>use</b>  of\n<i> paper</i><br/>or<wbr>ganic</p>lone'))).toEqual([
      'paragraph: reuse of paper\norganic',
      'paragraph: lone',
    ])
  })

  test('references become characters, and a text without any is the very slice of its source', () => {
    const source = '<p>Fish &amp; chips</p><p>plain</p>'
    const [first, second] = readHtml(source).blocks
    expect([first.text, first.source.exact]).toEqual(['Fish & chips', false])
    expect(source.slice(first.source.startChar, first.source.endChar)).toBe('Fish &amp; chips')
    expect([second.text, second.source.exact]).toEqual(['plain', true])
    expect(source.slice(second.source.startChar, second.source.endChar)).toBe('plain')
  })

  test('a link to a note is a reference; a raised ordinal or power is not', () => {
    expect(
      marksOf(readHtml('<p>Sea<sup><a href="#fn1">1</a></sup>, 20<sup>th</sup>, 5 m<sup>2</sup></p>')),
    ).toEqual(['note-reference: 1', 'superscript: th', 'superscript: 2'])
  })

  test('a table gives a block a row, with the heads of its columns', () => {
    const { blocks } = readHtml(
      '<table><tr><th>City</th><th>People</th></tr><tr><td>Oslo</td><td>700,000</td></tr></table>',
    )
    expect(blocks.map(({ text }) => text)).toEqual(['City\tPeople', 'Oslo\t700,000'])
    expect(blocks[1].row).toEqual({
      table: 0,
      isHeader: false,
      cells: [
        { startChar: 0, endChar: 4, header: 'City' },
        { startChar: 5, endChar: 12, header: 'People' },
      ],
    })
  })

  test('base text is read, and what stands above it is a mark', () => {
    const flow = readXhtml(
      '<html><body><p><ruby>山路<rp>(</rp><rt>やまみち</rt><rp>)</rp></ruby>を</p></body></html>',
    )
    expect(shown(flow)).toEqual(['paragraph: 山路を'])
    expect(flow.blocks[0].marks).toEqual([{ kind: 'ruby', startChar: 0, endChar: 2, reading: 'やまみち' }])
  })

  test('what is hidden is in no block, and counted', () => {
    const flow = readHtml(
      '<style>.x{display:none}</style><p class="x">one</p><p hidden>two</p><script>3</script><p>four</p>',
    )
    expect(shown(flow)).toEqual(['paragraph: four'])
    expect(flow.outside).toContainEqual({ rule: 'hidden', chars: 6 })
    expect(flow.outside).toContainEqual({ rule: 'script', chars: 17 })
  })

  test('line ends of a text without spaces between words are none', () => {
    expect(shown(readHtml('<p>山路を\n登りながら、\nこう\n<b>考えた</b>。A\nB</p>'))).toEqual([
      'paragraph: 山路を登りながら、こう考えた。A B',
    ])
  })

  test('a page that breaks its lines twice has paragraphs there', () => {
    expect(shown(readHtml('one<br> <br/>two<br>three'))).toEqual(['paragraph: one', 'paragraph: two\nthree'])
  })

  test('programs keep their lines and indentation; a comment, a style and a form are no text', () => {
    const flow = readHtml(
      '<pre><code>if x:\n  y()<br>\n\n</code></pre><!-- no --><form><input value="no"><select><option>no</select><button>no</button>yes</form>',
    )
    expect(shown(flow)).toEqual(['code: if x:\n  y()', 'paragraph: yes'])
  })

  test('items bear the markers that their lists give them', () => {
    const { blocks } = readHtml(
      '<ol type="a" start="3"><li>one<ul><li>inner</ul><li><p>two</p><p>more</p></ol>' +
        '<ol reversed><li value="9">nine<li>eight</ol><ol type="I"><li>first</ol><ul style="list-style:none"><li>bare</ul>',
    )
    expect(blocks.map(({ kind, level, marker, text }) => [kind, level, marker, text])).toEqual([
      ['list-item', 1, 'c.', 'one'],
      ['list-item', 2, '◦', 'inner'],
      ['list-item', 1, 'd.', 'two'],
      ['list-item', 1, undefined, 'more'],
      ['list-item', 1, '9.', 'nine'],
      ['list-item', 1, '8.', 'eight'],
      ['list-item', 1, 'I.', 'first'],
      ['list-item', 1, undefined, 'bare'],
    ])
  })

  test('notes have their numbers as markers, and no way back in their text', () => {
    const { blocks } = readHtml(
      '<p>Word<a href="#fn1" epub:type="noteref">1</a></p><aside epub:type="footnote" id="fn1"><p><a href="#r1">1</a>. A note. <a href="#r1" role="doc-backlink">↩</a></p><p>More.</p></aside>' +
        '<div class="footnotes"><ol><li id="fn2"><p>Second.&nbsp;<a href="#fnref2">↩︎</a></p></li></ol></div>' +
        '<p class="footnote">[3] Third.</p><ol class="references"><li id="cite_note-4"><span class="mw-cite-backlink"><b><a href="#cite_ref-4">^</a></b></span> Fourth.</li></ol>',
    )
    expect(blocks.map(({ kind, marker, text }) => [kind, marker, text])).toEqual([
      ['paragraph', undefined, 'Word1'],
      ['footnote', '1', 'A note.'],
      ['footnote', undefined, 'More.'],
      ['footnote', '1.', 'Second.\u00a0'],
      ['footnote', '3', 'Third.'],
      ['footnote', '1.', 'Fourth.'],
    ])
    expect(blocks[0].marks).toEqual([{ kind: 'note-reference', startChar: 4, endChar: 5 }])
    const section =
      '<section epub:type="endnotes"><h2>Notes</h2><p><sup>5</sup> Fifth.</p><p>6. Sixth.</p></section>'
    expect(readHtml(section).blocks.map(({ kind, marker, text }) => [kind, marker, text])).toEqual([
      ['heading', undefined, 'Notes'],
      ['footnote', '5', 'Fifth.'],
      ['footnote', '6', 'Sixth.'],
    ])
  })

  test.each([
    ['<p>x<a href="#n"><sup>2</sup></a></p>', ['note-reference: 2']],
    ['<p>x[<a href="#n2" class="noteref">2</a>]</p>', ['note-reference: [2]']],
    [
      '<p>x<sup id="cite_ref-3" class="reference"><a href="#cite_note-3">[3]</a></sup></p>',
      ['note-reference: [3]'],
    ],
    ['<p>He came.<sup>12</sup> She</p>', ['note-reference: 12']],
    ['<p>He came<sup>†</sup></p>', ['note-reference: †']],
    ['<p>le XX<sup>e</sup> siècle</p>', ['superscript: e']],
    ['<p>(a + b)<sup>2</sup> and 10<sup>6</sup></p>', ['superscript: 2', 'superscript: 6']],
    ['<p>See <a href="#ch4">chapter 4</a></p>', ['link: chapter 4']],
    ['<p>H<sub>2</sub>O <a href="https://a.example/">x</a></p>', ['subscript: 2', 'link: x']],
  ])('tells references to notes from what is only raised: %s', (source, expected) => {
    expect(marksOf(readHtml(source))).toEqual(expected)
  })

  test('numbers of pages and lines are marked, or blocks of their own', () => {
    const flow = readHtml(
      '<p>be<span epub:type="pagebreak" id="p12">12</span>fore</p><div class="pagenum">[Pg 13]</div><p class="poem">line<span class="lnum">10</span></p><p><span class="pagenum">not a page number at all</span></p>',
    )
    expect(shown(flow)).toEqual([
      'paragraph: be12fore',
      'page-number: [Pg 13]',
      'verse: line10',
      'paragraph: not a page number at all',
    ])
    expect(marksOf(flow)).toEqual(['page-number: 12'])
    expect(marksOf(flow, 2)).toEqual(['line-number: 10'])
    expect(flow.anchors.get('p12')).toEqual({ block: 0, char: 2 })
  })

  test('anchors are the first character at or after what bears them', () => {
    const { anchors, blocks } = readHtml(
      '<h2 id="a">One</h2><a name="b"></a><p>two <i id="c"> three</i></p><div id="d"></div>',
    )
    expect(blocks).toHaveLength(2)
    expect([...anchors]).toEqual([
      ['a', { block: 0, char: 0 }],
      ['b', { block: 1, char: 0 }],
      ['c', { block: 1, char: 4 }],
      ['d', { block: 1, char: 9 }],
    ])
  })

  test('unequal groups of bases and readings are one', () => {
    const ruby = (inner: string): unknown => readHtml(`<p><ruby>${inner}</ruby></p>`).blocks[0].marks
    expect(ruby('漢<rt>かん</rt>字<rt>じ</rt>')).toEqual([
      { kind: 'ruby', startChar: 0, endChar: 1, reading: 'かん' },
      { kind: 'ruby', startChar: 1, endChar: 2, reading: 'じ' },
    ])
    expect(ruby('<rb>漢</rb><rb>字</rb><rt>かん</rt><rt>じ</rt>')).toHaveLength(2)
    expect(ruby('<rb>今</rb><rb>日</rb><rt>きょう</rt>')).toEqual([
      { kind: 'ruby', startChar: 0, endChar: 2, reading: 'きょう' },
    ])
  })

  test('languages stand at blocks and at words, where they are not the document’s', () => {
    const { blocks } = readXhtml(
      '<html xml:lang="en"><body><p lang="en">one <i xml:lang="fr">deux</i></p><p xml:lang="de-DE">drei</p></body></html>',
    )
    expect(blocks.map(({ language }) => language)).toEqual([undefined, 'de-DE'])
    expect(blocks[0].marks).toContainEqual({ kind: 'language', startChar: 4, endChar: 8, language: 'fr' })
  })

  test('sounds that are written beside words are marks, in the alphabet of what is around', () => {
    const { blocks } = readXhtml(
      '<html xmlns:ssml="x" ssml:alphabet="x-sampa"><body><p><span ssml:ph="&quot;tSi:z">cheese</span> <span ssml:alphabet="ipa" ssml:ph="bɹɛd">bread</span></p></body></html>',
    )
    expect(blocks[0].marks).toEqual([
      { kind: 'phonemes', startChar: 0, endChar: 6, phonemes: 'ˈtʃiːz' },
      { kind: 'phonemes', startChar: 7, endChar: 12, phonemes: 'bɹɛd' },
    ])
  })

  test('a formula is its signs, and the words that are found for it', () => {
    const sayFormula = (mathml: string): string | null => (mathml.includes('<mi>x</mi>') ? 'x squared' : null)
    const flow = readXhtml(
      '<html xmlns:m="M"><body><p>As <m:math> <m:msup><m:mi>x</m:mi> <m:mn>2</m:mn></m:msup><m:annotation>no</m:annotation></m:math>.</p><m:math display="block"><m:mi>y</m:mi></m:math></body></html>',
      { sayFormula },
    )
    expect(shown(flow)).toEqual(['paragraph: As x2.', 'formula: y'])
    expect(flow.blocks[0].marks).toEqual([{ kind: 'formula', startChar: 3, endChar: 5, words: 'x squared' }])
  })

  test('a formula that is there as markup, hidden, and as a picture, is read from its markup', () => {
    const flow = readHtml(
      '<p>So <span class="mwe"><span style="display:none"><math><mi>a</mi></math></span><img alt="{\\displaystyle a}" aria-hidden="true"></span>.</p>',
    )
    expect(shown(flow)).toEqual(['paragraph: So a.'])
  })

  test('verse keeps its lines, also where each is an element', () => {
    const flow = readHtml(
      '<div class="poem"><div class="stanza"><span class="i0" style="display:block">Lilacs</span><div class="line">breeding</div></div><div class="stanza">dull<br>roots</div></div>' +
        '<p>One line<br>and a second<br>a third<br>a fourth</p>',
    )
    expect(shown(flow)).toEqual([
      'verse: Lilacs\nbreeding',
      'verse: dull\nroots',
      'verse: One line\nand a second\na third\na fourth',
    ])
  })

  test('pictures are what they are said to be; decoration and file names are nothing, an initial is a letter', () => {
    const flow = readHtml(
      '<p><img alt="T">he sea <img alt="A  boat"> rose</p><img alt=""><img alt="img_0012.jpg"><svg><title>Map</title><text>x</text></svg>' +
        '<figure><img alt="The harbour"><figcaption>The harbour in May</figcaption></figure><h2><img alt="Chapter One"></h2>',
    )
    expect(shown(flow)).toEqual([
      'paragraph: The sea rose',
      'image-alternative: A boat',
      'image-alternative: Map',
      'caption: The harbour in May',
      'heading: Chapter One',
    ])
  })

  test('heads stand over several columns and reach down over several rows', () => {
    const { blocks } = readHtml(
      '<table><caption>Sizes</caption><thead><tr><th rowspan="2">Name</th><th colspan="2">Size<sup>[1]</sup></th></tr><tr><th>m</th><th>ft</th></tr></thead>' +
        '<tbody><tr><th scope="row" rowspan="2">Ship</th><td>10</td><td>33</td></tr><tr><td>12</td><td></td></tr></tbody></table>',
    )
    expect(blocks.map(({ kind, text, row }) => [kind, text, row?.isHeader])).toEqual([
      ['caption', 'Sizes', undefined],
      ['table', 'Name\tSize[1]', true],
      ['table', 'm\tft', true],
      ['table', 'Ship\t10\t33', false],
      ['table', '12\t', false],
    ])
    expect(blocks[3].row?.cells.map(({ header }) => header)).toEqual(['Name', 'Size, m', 'Size, ft'])
    expect(blocks[4].row?.cells.map(({ header }) => header)).toEqual(['Ship, Size, m', 'Size, ft'])
  })

  test('a table that arranges a page is read cell by cell', () => {
    expect(
      shown(
        readHtml(
          '<table role="presentation"><tr><td>a</td><td>b</td></tr></table><table><tr><td><h2>Head</h2><p>text</p></td><td><table><tr><td>x</td><td>y</td></tr></table></td></tr></table>',
        ),
      ),
    ).toEqual(['paragraph: a', 'paragraph: b', 'heading: Head', 'paragraph: text', 'table: x\ty'])
  })

  test('absurd spans cost nothing', () => {
    const { blocks } = readHtml(
      '<table><tr><th colspan="999999999">a</th></tr><tr><td rowspan="999999999">b</td><td>c</td></tr></table>',
    )
    expect(blocks).toHaveLength(2)
  })

  test('parts of a book that are not its text are named', () => {
    const { blocks } = readXhtml(
      '<html><body><nav epub:type="toc"><ol><li><a href="#a">A</a></li></ol></nav><section epub:type="copyright-page"><p>© 1999</p></section><section epub:type="titlepage"><h1>T</h1></section><div id="pg-header"><p>eBook</p></div></body></html>',
    )
    expect(blocks.map(({ matter }) => matter)).toEqual(['contents', 'imprint', undefined, 'licence'])
  })

  test('a page’s navigation is furniture, and so is a line across', () => {
    const flow = readHtml('<nav><a href="/">Home</a></nav><p>one</p><hr><p>* * *</p><p>two</p>', {
      isPage: true,
    })
    expect(shown(flow)).toEqual([
      'furniture: Home',
      'paragraph: one',
      'furniture: ⁂',
      'furniture: * * *',
      'paragraph: two',
    ])
  })

  test('style sheets hide by type, class and identifier, by their weight, and not the whole page', () => {
    const hides = (css: string, body: string): string[] => shown(readHtml(`<style>${css}</style>${body}`))
    expect(
      hides(
        'p.a, #b > i {display:none} .c .d{visibility:hidden}',
        '<p class=a>1</p><p id=b>2<i>3</i></p><p class=c>4<b class=d>5</b></p>',
      ),
    ).toEqual(['paragraph: 2', 'paragraph: 4'])
    expect(
      hides(
        '.x{display:none} .x.y{display:block} body{display:none}',
        '<p class=x>1</p><p class="x y">2</p>',
      ),
    ).toEqual(['paragraph: 2'])
    expect(hides('@media print{p{display:none}} @media screen{i{display:none}}', '<p>1<i>2</i></p>')).toEqual(
      ['paragraph: 1'],
    )
  })

  test('text for programs that read the screen is not seen; a closed answer is', () => {
    expect(
      shown(
        readHtml(
          '<p>Menu<span class="sr-only">(opens)</span></p><details><summary>Q</summary>A</details><dialog>no</dialog>',
        ),
      ),
    ).toEqual(['paragraph: Menu', 'paragraph: Q', 'paragraph: A'])
  })

  test('what is kept from such programs is left out where it is a block or a sign, unless it is most of a page', () => {
    const source =
      '<p>A longer text.</p><p><b aria-hidden="true">O</b>nce<i aria-hidden="true">★</i></p><div aria-hidden="true">twice</div>'
    expect(shown(readHtml(source))).toEqual(['paragraph: A longer text.', 'paragraph: Once'])
    expect(shown(readHtml('<main aria-hidden="true"><p>The page.</p></main><p>Ad</p>'))).toEqual([
      'paragraph: The page.',
      'paragraph: Ad',
    ])
  })

  test('a heading of several lines is one', () => {
    const { blocks } = readHtml(
      '<hgroup><h2>I</h2><p>The Sea</p></hgroup><div role="heading" aria-level="3">x</div>',
    )
    expect(blocks.map(({ kind, level, text }) => [kind, level, text])).toEqual([
      ['heading', 2, 'I\nThe Sea'],
      ['heading', 3, 'x'],
    ])
  })

  test('prose that somebody wrapped by hand is no program', () => {
    const lines =
      'Call me what you like. Some years ago there was\nlittle money in my purse, and nothing on shore.'
    const flow = readHtml(
      `<pre>${lines}\n\n  ${lines}\n \n${lines}</pre><pre>for (i = 0; i &lt; 9; i++) { f(i); }</pre>`,
    )
    expect(flow.blocks.map(({ kind }) => kind)).toEqual(['paragraph', 'paragraph', 'paragraph', 'code'])
    expect(flow.blocks[1].text).toBe(lines.replace('\n', ' '))
  })

  test('a style or script in a formula, a drawing or a reading is no text', () => {
    const junk = '<style>junk</style><script>junk</script>'
    const flow = readXhtml(
      `<html><body><p><math><mtext>${junk}</mtext><mi>x</mi></math> <ruby>a<rt>b${junk}</rt></ruby></p><svg><text>coast${junk}</text></svg></body></html>`,
      { sayFormula: (mathml) => mathml },
    )
    expect(JSON.stringify(flow.blocks)).not.toContain('junk')
    expect(shown(flow)).toEqual(['paragraph: x a', 'image-alternative: coast'])
  })
})
