import { formatNumber } from './number-format'
import { maxListLevels, type ListDefinition, type ListLevel } from './numbering'
import { plainBullet } from './symbols'

/**
 * Counts the items of a document's lists as Word does. All numbers that share a definition count on together, but for
 * levels that a number begins anew when it is first used.
 */
export class ListCounters {
  /** By definition, then by level; undefined: not begun. */
  private readonly counts = new Map<number, (number | undefined)[]>()
  private readonly begunNumbers = new Set<string>()

  /**
   * Counts an item.
   * @param level from 0
   * @returns what it is marked with; empty for a list without marks
   */
  next(number: number, list: ListDefinition, level: number): string {
    const counts = this.countsOf(list)
    for (const [begun, start] of list.starts) {
      const key = `${number} ${begun}`
      if (begun > level || this.begunNumbers.has(key)) continue
      this.begunNumbers.add(key)
      counts[begun] = begun === level ? start - 1 : start
    }
    const own = list.levels[level]
    counts[level] = (counts[level] ?? own.start - 1) + 1
    for (let below = level + 1; below < maxListLevels; below += 1) {
      const { restartAfter } = list.levels[below]
      if (restartAfter === undefined || level < restartAfter) counts[below] = undefined
    }
    return markerOf(own, list.levels, counts)
  }

  private countsOf({ abstractId }: ListDefinition): (number | undefined)[] {
    let counts = this.counts.get(abstractId)
    if (counts === undefined) {
      counts = new Array<number | undefined>(maxListLevels)
      this.counts.set(abstractId, counts)
    }
    return counts
  }
}

function markerOf(
  own: ListLevel,
  levels: readonly ListLevel[],
  counts: readonly (number | undefined)[],
): string {
  if (own.format === 'bullet') return plainBullet(own.text, own.font)
  const written = own.text.replace(/%([1-9])/g, (_, digit: string) => {
    const index = Number(digit) - 1
    const { format, start } = levels[index]
    // A level that has not been counted yet shows what it will begin with.
    return formatNumber(counts[index] ?? start, own.isLegal && format !== 'none' ? 'decimal' : format)
  })
  return written.replace(/\s+/g, ' ').trim()
}
