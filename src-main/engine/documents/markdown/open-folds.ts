import { isClosedFold, type IsFold } from '../markup/folds'
import { FoldDepth, foldTagsIn } from './fold-tags'
import { areFoldsTheText } from './judge-folds'

/** Follows `<details>` whose tags stand in raw HTML and whose content is Markdown. */
export class OpenFolds {
  private readonly folds = new FoldDepth()
  /** Where what is folded away is most of the file, it is its text. */
  private readonly areText: boolean

  /** @param body the file's Markdown, with its controls masked */
  constructor(body: string) {
    this.areText = areFoldsTheText(body)
  }

  /** Whether what comes is folded away. */
  get isFolded(): boolean {
    return !this.areText && this.folds.isFolded
  }

  /** Elements of raw HTML that hold what is folded away. */
  readonly isFold: IsFold = (element) => !this.areText && isClosedFold(element)

  /**
   * @param html raw HTML between paragraphs or in one
   * @returns whether a place in it lies in what was folded away before it
   */
  take(html: string): (char: number) => boolean {
    const changes = [{ char: 0, isFolded: this.isFolded }]
    let outer = this.folds.depth
    for (const tag of foldTagsIn(html)) {
      this.folds.take(tag)
      if (this.folds.depth >= outer) continue
      outer = this.folds.depth
      changes.push({ char: tag.startChar, isFolded: this.isFolded })
    }
    return (char) => changes.findLast((change) => change.char <= char)?.isFolded ?? false
  }
}
