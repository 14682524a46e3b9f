import { assertNever } from '@contract/assert'
import type { DocumentWarning } from '@contract/document'

/** A sentence for each thing that a person should know of a document that could be opened. */
export function documentRemarks(warnings: readonly DocumentWarning[]): string[] {
  return warnings.map(({ code, count = 1 }) => {
    const many = count.toLocaleString('en')
    switch (code) {
      case 'incomplete':
        return 'The file breaks off: there was more of it.'
      case 'damaged':
        return count === 1
          ? 'One place in the file is damaged and was left out or repaired.'
          : `${many} places in the file are damaged and were left out or repaired.`
      case 'pages-without-text':
        return count === 1
          ? 'One page holds a picture and no text.'
          : `${many} pages hold pictures and no text.`
      case 'encoding-guessed':
        return 'How its letters are encoded was guessed: if they look wrong, choose under Aa.'
      case 'parts-missing':
        return count === 1
          ? 'A part that the file names is missing.'
          : `${many} parts that the file names are missing.`
      default:
        return assertNever(code)
    }
  })
}
