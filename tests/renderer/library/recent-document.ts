import type { RecentDocument } from '@contract/library'

/** A document of the library: "The <id>", a sixth of it read, opened now. */
export const recent = (id: string, more: Partial<RecentDocument> = {}): RecentDocument => ({
  id,
  title: `The ${id}`,
  authors: ['H. G. Wells'],
  kind: 'file',
  fileName: `${id}.epub`,
  share: 0.16,
  openedAt: Date.now(),
  options: {},
  ...more,
})
