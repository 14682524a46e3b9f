import type { Exported, Imported } from '../pronunciation/pronunciations.svelte'

/** A sentence about what was done, and whether something went wrong. */
export interface Remark {
  readonly tone: 'failure' | 'remark'
  readonly sentence: string
}

/** What came of an import; what was left out is said, the first of it by name. */
export function importedText({ added, changed, problems }: Imported): Remark {
  const done = [
    ...(added > 0 ? [`${count(added, 'entry', 'entries')} added`] : []),
    ...(changed > 0 ? [`${count(changed, 'entry', 'entries')} replaced`] : []),
  ]
  const first = problems[0]
  const where = first?.line === undefined ? '' : `line ${first.line}: `
  const more = problems.length > 1 ? ` and ${count(problems.length - 1, 'other', 'others')}` : ''
  const leftOut = first ? ` Left out: ${where}${first.what.replace(/[.\s]+$/, '')}${more}.` : ''
  if (done.length > 0) return { tone: 'remark', sentence: `${done.join(', ')}.${leftOut}` }
  return first
    ? { tone: 'failure', sentence: `Nothing was added.${leftOut}` }
    : { tone: 'remark', sentence: 'There are no pronunciations in the file.' }
}

/** What came of an export. */
export function exportedText({ fileName, written, leftOut }: Exported): Remark {
  const missing =
    leftOut.length > 0 ? ` ${count(leftOut.length, 'entry', 'entries')} cannot be kept in such a file.` : ''
  return {
    tone: 'remark',
    sentence: `${count(written, 'entry', 'entries')} written to ${fileName}.${missing}`,
  }
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`
}
