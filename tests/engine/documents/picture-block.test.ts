import { describe, expect, test } from 'vitest'
import type { Block } from '@contract/document'
import {
  isLostPicture,
  placePicture,
  type PictureSetting,
} from '../../../src-main/engine/documents/picture-block'
import type { PictureHeader } from '../../../src-main/engine/documents/picture-header'

const made = (width: number, height: number, mediaType: PictureHeader['mediaType'] = 'image/png') => ({
  mediaType,
  width,
  height,
})
function placed(kind: Block['kind'], header: PictureHeader, setting: PictureSetting = {}): Block {
  const source = { part: 0, startChar: 0, endChar: 0, exact: false }
  const block: Block = { kind, text: kind === 'wordless-picture' ? '' : 'A hill', marks: [], source }
  placePicture(block, 'hill.png', header, setting)
  return block
}
const sizeOf = ({ image }: Block) => image && [image.width, image.height]

describe('placePicture', () => {
  test.each<[PictureHeader, PictureSetting, [number, number]]>([
    [made(320, 200), {}, [320, 200]],
    [made(320, 200), { widthPixels: 160 }, [160, 100]],
    [made(320, 200), { heightPixels: 100 }, [160, 100]],
    [made(320, 200), { widthPixels: 999 }, [320, 200]],
    [made(3, 2, 'image/svg+xml'), { widthPixels: 300 }, [300, 200]],
    [made(320, 200), { widthPixels: 0 }, [1, 1]],
  ])('%j set as %j is shown as %j', (header, setting, size) => {
    expect(sizeOf(placed('image-alternative', header, setting))).toEqual(size)
  })

  test.each<[string, PictureHeader, PictureSetting]>([
    ['a dot that counts readers', made(1, 1), {}],
    ['a spacer that is drawn out', made(1, 1), { widthPixels: 600, heightPixels: 40 }],
    ['a picture that is set as a dot', made(600, 400), { widthPixels: 1, heightPixels: 1 }],
    ['a picture that is pressed to a rule', made(600, 400), { widthPixels: 600, heightPixels: 2 }],
    ['a rule', made(600, 8), {}],
    ['a sign within a line', made(16, 16), {}],
  ])('%s is shown where it has words, and only there', (_, header, setting) => {
    expect(sizeOf(placed('image-alternative', header, setting))).toBeDefined()
    expect(isLostPicture(placed('wordless-picture', header, setting))).toBe(true)
  })

  test('one that nothing is said of keeps its name, or that it decorates', () => {
    expect(placed('wordless-picture', made(320, 200), { label: 'Map' }).image).toEqual({
      name: 'hill.png',
      width: 320,
      height: 200,
      label: 'Map',
    })
    const decoration = placed('wordless-picture', made(24, 24), { isDecorative: true })
    expect(decoration.image).toMatchObject({ isDecorative: true })
    expect(isLostPicture(decoration)).toBe(false)
  })
})
