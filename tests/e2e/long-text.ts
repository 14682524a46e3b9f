import { documentOpened } from '@contract/calls/document'
import { emptyPiece, type Block } from '@contract/document'
import type { LectorWindow } from './lector-window'

/** What every paragraph of the long text says six times. */
export const longTextWords =
  'The lamps of Harbour Street were lit one after the other, and nobody looked up; the café’s door stood open. '
const paragraphCount = 5_000

const blockOf = (kind: Block['kind'], text: string, level?: number): Block => ({
  kind,
  text,
  marks: [],
  ...(level === undefined ? {} : { level }),
  source: { part: 0, startChar: 0, endChar: text.length, exact: false },
})

/** Opens a book of 600,000 words in ten chapters, whose paragraphs begin with their numbers. */
export async function openLongText(lector: LectorWindow): Promise<void> {
  const blocks = Array.from({ length: paragraphCount }, (_, index) =>
    index % 500 === 0
      ? blockOf('heading', `Chapter ${index / 500 + 1}`, 1)
      : blockOf('paragraph', `${index}. ${longTextWords.repeat(6)}`),
  )
  await lector.tell(documentOpened, {
    id: 'book',
    title: 'A long book',
    authors: [],
    format: 'txt',
    ...emptyPiece(),
    blocks,
    contents: blocks.flatMap(({ kind, text }, startBlock) =>
      kind === 'heading' ? [{ title: text, level: 1, startBlock }] : [],
    ),
    isWhole: true,
  })
  await lector.page
    .getByTestId('page')
    .getByText(/^1\. The lamps/)
    .waitFor({ state: 'attached' })
}
