import type { Block } from '@contract/document'
import { inverseOf, type TextChange } from '@contract/text-change'
import type { TextEdit, TextStretch } from './text-edit'

/** Letters typed without a rest like this are taken back together. */
const restMilliseconds = 1_000
/** As far back as anybody goes; each holds the blocks it replaced. */
const maxSteps = 1_000

/** What is done to a text: letter after letter makes one step, anything else is one of its own. */
export type EditKind = 'typing' | 'other'

interface Step {
  readonly change: TextChange
  /** Where the caret is when the step was taken. */
  readonly caret: TextStretch
  /** Steps of one group are taken together. */
  readonly group: number
}

/** Takes edits back and makes them again. */
export class EditHistory {
  #undone: Step[] = []
  #done: Step[] = []
  #group = 0
  #last: { kind: EditKind; at: number } | null = null

  /**
   * An edit is about to be made.
   * @param before the blocks before it
   * @param held   what was selected then
   */
  note(edit: TextEdit, before: readonly Block[], held: TextStretch, kind: EditKind, now: number): void {
    const goesOn =
      this.#last?.kind === 'typing' && kind === 'typing' && now - this.#last.at < restMilliseconds
    if (!goesOn) this.#group += 1
    this.#last = { kind, at: now }
    this.#undone = []
    this.#done.push({ change: inverseOf(edit.change, before), caret: held, group: this.#group })
    if (this.#done.length > maxSteps) this.#done.shift()
  }

  /** The caret was set elsewhere, or something else was done: the next letter begins a step of its own. */
  rest(): void {
    this.#last = null
  }

  /** @param make makes a change, and says what the blocks were before it and what was selected */
  undo(
    make: (step: TextChange, caret: TextStretch) => { before: readonly Block[]; held: TextStretch },
  ): boolean {
    return this.#take(this.#done, this.#undone, make)
  }

  redo(
    make: (step: TextChange, caret: TextStretch) => { before: readonly Block[]; held: TextStretch },
  ): boolean {
    return this.#take(this.#undone, this.#done, make)
  }

  #take(
    from: Step[],
    to: Step[],
    make: (step: TextChange, caret: TextStretch) => { before: readonly Block[]; held: TextStretch },
  ): boolean {
    this.#last = null
    const group = from.at(-1)?.group
    if (group === undefined) return false
    while (from.at(-1)?.group === group) {
      const step = from.pop()
      if (!step) break
      const { before, held } = make(step.change, step.caret)
      to.push({ change: inverseOf(step.change, before), caret: held, group })
    }
    return true
  }
}
