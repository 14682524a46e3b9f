import type { Block, InlineMark } from '@contract/document'
import { subjectOfMark } from '@contract/reading-rules'
import { textRuns } from './text-runs'

const markElement: Partial<Record<InlineMark['kind'], string>> = {
  emphasis: 'em',
  strong: 'strong',
  code: 'code',
  superscript: 'sup',
  subscript: 'sub',
  deleted: 'del',
  'note-reference': 'sup',
  ruby: 'ruby',
}

/**
 * Appends a stretch of a block's text, with its marks as elements. The text nodes, joined, are that very stretch: what
 * a ruby reads as comes from the style sheet. A mark with a rule of its own bears its subject.
 */
export function appendText(parent: Element, block: Block, startChar: number, endChar: number): void {
  const open: { mark: InlineMark; element: Element }[] = []
  const close = (depth: number, at: number): void => {
    for (const { mark, element } of open.splice(depth).reverse())
      if (mark.kind === 'ruby' && mark.endChar <= at) element.append(readingOf(mark.reading))
  }
  for (const run of textRuns(block.marks, startChar, endChar)) {
    let shared = 0
    while (shared < open.length && open[shared]?.mark === run.marks[shared]) shared++
    close(shared, run.startChar)
    for (const mark of run.marks.slice(shared)) {
      const element = elementFor(mark)
      const outer = open.at(-1)?.element ?? parent
      outer.append(element)
      open.push({ mark, element })
    }
    const innermost = open.at(-1)?.element ?? parent
    innermost.append(document.createTextNode(block.text.slice(run.startChar, run.endChar)))
  }
  close(0, endChar)
}

function elementFor(mark: InlineMark): HTMLElement {
  const element = document.createElement(markElement[mark.kind] ?? 'span')
  const subject = subjectOfMark(mark)
  if (subject !== null) element.dataset.subject = subject
  if (mark.kind === 'link') {
    element.className = 'link-mark'
    if (mark.href !== undefined) element.title = mark.href
  } else if (mark.kind === 'formula') element.title = mark.words
  else if (mark.kind === 'language') element.lang = mark.language
  else if (mark.kind === 'upright') element.className = mark.kind
  if (subject !== null) element.className = mark.kind
  return element
}

/** Generated from an attribute: a text node would count as text of the block. */
function readingOf(reading: string): HTMLElement {
  const element = document.createElement('rt')
  element.dataset.reading = reading
  return element
}
