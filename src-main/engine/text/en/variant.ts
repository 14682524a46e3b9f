/** American or British English: lexicon, endings, and how numbers and fractions are worded. */
export type Variant = 'us' | 'gb'
