import type { CharacterCount } from '@contract/document'

/** Why text of a Word document is in no block. */
export type OutsideRule =
  | 'deleted'
  | 'hidden'
  | 'field instruction'
  | 'comment'
  | 'duplicate'
  | 'placeholder'
  | 'phonetic guide'
  | 'not referred to'
  | 'merged cell'
  | 'repeated'
  | 'white space'
  | 'markup'

/** Counts characters of the parts that are in no block, by the rule that says why. */
export class OutsideCounts {
  private counts = new Map<OutsideRule, number>()

  add(rule: OutsideRule, chars: number): void {
    if (chars !== 0) this.counts.set(rule, (this.counts.get(rule) ?? 0) + chars)
  }

  /** Characters counted since the last `take`. */
  get chars(): number {
    let sum = 0
    for (const chars of this.counts.values()) sum += chars
    return sum
  }

  /** Hands out what was counted, and begins anew. */
  take(): CharacterCount[] {
    const taken = [...this.counts].flatMap(([rule, chars]) => (chars > 0 ? [{ rule, chars }] : []))
    this.counts = new Map()
    return taken
  }
}
