/** The first paragraph of a Markdown text after its title, as it is read. */
export function firstParagraph(markdown: string): string {
  const paragraph = markdown.split(/\n\s*\n/u).find((part) => part.trim() !== '' && !part.startsWith('#'))
  return (paragraph ?? '').replace(/[*_`]/gu, '').replace(/\s+/gu, ' ').trim()
}

/** The first sentence of a paragraph of English. */
export function firstSentence(paragraph: string): string {
  const [first] = new Intl.Segmenter('en', { granularity: 'sentence' }).segment(paragraph)
  return first?.segment.trim() ?? ''
}
