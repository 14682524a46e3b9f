import { assertNever } from '@contract/assert'
import type { DocumentWarning } from '@contract/document'

/** What a person should know of a document that could be opened, in a sentence. */
export function warningSentence({ code, count }: DocumentWarning): string {
  switch (code) {
    case 'incomplete':
      return 'The file is incomplete: it breaks off, and there was more of it.'
    case 'damaged':
      return count === undefined
        ? 'The file is damaged: what could not be read was left out or repaired.'
        : `The file is damaged in ${places(count)}: what could not be read was left out or repaired.`
    case 'pages-without-text':
      return count === 1
        ? 'One page holds no text: it is a picture.'
        : `${count ?? 'Some'} pages hold no text: they are pictures.`
    case 'encoding-guessed':
      return 'What the file is encoded in had to be guessed: --encoding sets it.'
    case 'parts-missing':
      return count === undefined || count === 1
        ? 'A part that the document names is missing.'
        : `${count} parts that the document names are missing.`
    default:
      return assertNever(code)
  }
}

function places(count: number): string {
  return count === 1 ? 'one place' : `${count} places`
}
