import type { Block } from '@contract/document'
import type { PictureHeader } from './picture-header'

/** What a document says of a picture in it, beside the words that stand for it. */
export interface PictureSetting {
  /** As wide and as high as it is set, in px; absent where that is not said. */
  readonly widthPixels?: number
  readonly heightPixels?: number
  /** What it is called, where nothing is said of it. */
  readonly label?: string
  /** Whether it is there for the eye alone. */
  readonly isDecorative?: true
  /** Whether it is drawn in the text itself. */
  readonly isDrawn?: true
}

/** A picture as the text says of it. */
export interface LinkedPicture extends PictureSetting {
  /** What names it, as it is written; of one that is drawn in the text, all of it. */
  readonly source: string
}

/**
 * What is lower or narrower than a line of text, in px, shows nothing by itself: a spacer, a dot that counts readers, a
 * rule, a bullet, a sign within a line. With words it is shown whatever its size, since somebody found it worth them.
 */
const minShownPixels = 24
/** Of what is drawn in the text itself: most of it that is small is icons. */
export const minDrawnPixels = 48

/**
 * Says of a block which picture it stands for, and how large that is shown: as it is set, but no larger than it is made.
 * A picture of a few pixels that nothing is said of is not shown.
 * @param block changed
 * @param name  of the picture inside the document
 */
export function placePicture(
  block: Block,
  name: string,
  header: PictureHeader,
  { widthPixels, heightPixels, label, isDecorative, isDrawn }: PictureSetting,
): void {
  const shape = header.width / header.height
  const wanted = widthPixels ?? (heightPixels === undefined ? header.width : heightPixels * shape)
  // A drawing has no size that it is made in.
  const most = header.mediaType === 'image/svg+xml' ? maxDrawingPixels : header.width
  const width = Math.max(1, Math.round(Math.min(wanted, most)))
  const height = Math.max(1, Math.round(width / shape))
  if (block.kind !== 'wordless-picture') {
    block.image = { name, width, height }
    return
  }
  if (Math.min(width, height, heightPixels ?? height) < (isDrawn ? minDrawnPixels : minShownPixels)) return
  block.image = {
    name,
    width,
    height,
    ...(label === undefined ? {} : { label }),
    ...(isDecorative === undefined ? {} : { isDecorative }),
  }
}

/** As large as any picture that is shown (picture-header). */
const maxDrawingPixels = 16_384

/** Whether a block was to be a picture and is none: nothing is said of it, and nothing of it can be seen. */
export function isLostPicture({ kind, image }: Block): boolean {
  return kind === 'wordless-picture' && image === undefined
}
