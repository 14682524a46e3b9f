import { matchesOf } from '../../text/matches'

const tags = /<details(?=[\s>])([^<>]{0,500})>|<\/details\s{0,9}>/gi
/** Deeper ones are not told apart. */
const maxDepth = 100

/** Follows `<details>` whose tags stand in raw HTML and whose content is Markdown. */
export class OpenFolds {
  /** From outside in: whether each that is open in the file is closed to the eye. */
  private readonly closed: boolean[] = []

  /** Whether what comes is folded away. */
  get isFolded(): boolean {
    return this.closed.includes(true)
  }

  /** @param html raw HTML between paragraphs */
  take(html: string): void {
    for (const [tag, attributes] of matchesOf(tags, html)) {
      if (tag.startsWith('</')) this.closed.pop()
      else if (this.closed.length < maxDepth) this.closed.push(!/\sopen(?:[\s=/]|$)/i.test(attributes))
    }
  }
}
