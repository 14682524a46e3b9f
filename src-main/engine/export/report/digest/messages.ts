/** What the thread is started with. */
export interface DigestThreadData {
  readonly pages: readonly SharedArrayBuffer[]
}

/** Asked of the thread, in the order of the file. */
export type DigestRequest =
  { readonly kind: 'take'; readonly page: number; readonly byteLength: number } | { readonly kind: 'end' }

/** One for each request, in their order. */
export type DigestReply = { readonly kind: 'taken' } | { readonly kind: 'ended'; readonly sha256: string }
