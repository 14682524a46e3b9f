import type { EncodingGroup } from '@contract/encodings'
import type { StringKey } from '@contract/strings/catalogue'

/** What says the heading of each group of encodings. */
export const encodingGroupKeys: Readonly<Record<EncodingGroup, StringKey>> = {
  Unicode: 'library.encoding-group.unicode',
  Western: 'library.encoding-group.western',
  'Central European': 'library.encoding-group.central-european',
  Cyrillic: 'library.encoding-group.cyrillic',
  Greek: 'library.encoding-group.greek',
  Turkish: 'library.encoding-group.turkish',
  Hebrew: 'library.encoding-group.hebrew',
  Arabic: 'library.encoding-group.arabic',
  Baltic: 'library.encoding-group.baltic',
  Vietnamese: 'library.encoding-group.vietnamese',
  Thai: 'library.encoding-group.thai',
  Japanese: 'library.encoding-group.japanese',
  'Chinese, simplified': 'library.encoding-group.chinese-simplified',
  'Chinese, traditional': 'library.encoding-group.chinese-traditional',
  Korean: 'library.encoding-group.korean',
}
