import { describe, expect, test } from 'vitest'
import { withoutLostPictures, type Flow } from '../../../../src-main/engine/documents/markup/flow'
import { readHtml } from './read-source'

const shown = ({ blocks }: Flow): string[] => blocks.map(({ kind, text }) => `${kind}: ${text}`)

describe('readImage', () => {
  test('pictures that nothing is said of stand where they are, with what is known of them', () => {
    const { blocks, pictures } = readHtml(
      '<p>Before <img src="a.png" alt=""> and after.</p><img src="b.png"><img src="c.png" alt="" title="A map">' +
        '<img src="d.png" alt="DSC_0012.JPG"><img src="e.png" alt="Swirls" role="presentation">' +
        '<p><img src="f.png" aria-hidden="true" alt="More">Words.</p><h2><img src="g.png" alt=""></h2>' +
        '<figure><img src="h.png" alt="The harbour"><figcaption>The harbour in May</figcaption></figure>' +
        '<p><img src="s.png" alt="" class="emoji"></p><img alt="">',
    )
    expect(
      blocks.map((block) => {
        const { source = '', label = '', isDecorative = false } = pictures.get(block) ?? {}
        return [block.kind, block.text, source, label, isDecorative]
      }),
    ).toEqual([
      ['paragraph', 'Before and after.', '', '', false],
      ['wordless-picture', '', 'a.png', '', true],
      ['wordless-picture', '', 'b.png', '', false],
      ['wordless-picture', '', 'c.png', 'A map', false],
      ['wordless-picture', '', 'd.png', '', false],
      ['wordless-picture', '', 'e.png', '', true],
      ['wordless-picture', '', 'f.png', '', true],
      ['paragraph', 'Words.', '', '', false],
      ['wordless-picture', '', 'g.png', '', true],
      ['wordless-picture', '', 'h.png', 'The harbour', false],
      ['caption', 'The harbour in May', '', '', false],
    ])
  })

  test('a picture is as wide and high as it is set', () => {
    const { blocks, pictures } = readHtml(
      '<img src="a.png" width="120" height="80px"><img src="b.png" width="50%"><img src="c.png" width="9" style="color:red; width: 33.5px">',
    )
    expect(blocks.map((block) => pictures.get(block))).toEqual([
      { source: 'a.png', widthPixels: 120, heightPixels: 80 },
      { source: 'b.png' },
      { source: 'c.png', widthPixels: 33.5 },
    ])
  })

  test('the signets around a page’s article are no part of it', () => {
    const flow = readHtml(
      '<nav><img src="logo.png"><a href="/">Home</a></nav><img src="a.png"><p>Text.</p>',
      {
        isPage: true,
      },
    )
    expect(shown(flow)).toEqual(['furniture: Home', 'wordless-picture: ', 'paragraph: Text.'])
  })

  test('anchors mean what is said behind a picture, whether the picture is found or not', () => {
    const flow = readHtml(
      '<p id="one"><img src="a.png">Once.</p><p><img src="b.png"></p><p id="two">Twice.</p><div id="end"><img src="c.png"></div>',
    )
    const places = { one: { block: 1, char: 0 }, two: { block: 3, char: 0 }, end: { block: 3, char: 6 } }
    expect(Object.fromEntries(flow.anchors)).toEqual(places)
    const first = flow.blocks[0]
    first.image = { name: 'a.png', width: 90, height: 90 }
    const left = withoutLostPictures(flow)
    expect(shown(left)).toEqual(['wordless-picture: ', 'paragraph: Once.', 'paragraph: Twice.'])
    expect(left.anchors.get('two')).toEqual({ block: 2, char: 0 })
    expect(left.anchors.get('end')).toEqual({ block: 2, char: 6 })
    const alone = withoutLostPictures(readHtml('<p id="x"><img src="a.png"></p>'))
    expect([alone.blocks, [...alone.anchors]]).toEqual([[], []])
  })
})
