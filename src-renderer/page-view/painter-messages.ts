/** Page -> painter. One document in a painter's life. */
export type PainterRequest =
  | { readonly kind: 'open'; readonly byteLength: number; readonly password: string | null }
  /** What was asked for as 'wanted'. */
  | { readonly kind: 'bytes'; readonly startByte: number; readonly bytes: Uint8Array }
  /** One at a time; `widthPixels` is the bitmap's. */
  | {
      readonly kind: 'paint'
      readonly page: number
      readonly widthPixels: number
      readonly maxPixels: number
    }
  /** Gives up what is being painted; it is answered as 'unpainted'. */
  | { readonly kind: 'give-up' }

/** Painter -> page. */
export type PainterReply =
  /** A stretch of the file is needed. */
  | { readonly kind: 'wanted'; readonly startByte: number; readonly endByte: number }
  /** The first page's size in points stands for those that nobody has seen yet. */
  | { readonly kind: 'opened'; readonly pages: number; readonly size: PageSize }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'painted'; readonly page: number; readonly size: PageSize; readonly bitmap: ImageBitmap }
  | { readonly kind: 'unpainted'; readonly page: number; readonly reason: string }

/** Of a page as it is shown, in points. */
export interface PageSize {
  readonly width: number
  readonly height: number
}
