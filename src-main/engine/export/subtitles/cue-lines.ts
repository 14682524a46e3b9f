import { breaks, widthOf, type Break, type TextUnit } from './text-units'

/** 42 characters, as broadcasters have them: what can be read in one look. In tenths of one, as units are. */
const lineWidth = 420
/** So much evener would two lines have to be for a place between two words to be better than the end of a clause. */
const clauseWorth = 160

/**
 * Where the second of two lines begins that hold the units from `from` to `until`; `until` where one line does; null where
 * two do not.
 * @param least of the places where a line may end
 */
export function secondLine(
  units: readonly TextUnit[],
  from: number,
  until: number,
  least: Break,
): number | null {
  const whole = widthOf(units, from, until)
  if (whole <= lineWidth) return until
  for (const kinds of [breaks.space, breaks.word, breaks.character]) {
    if (kinds < least) return null
    const best = evenest(units, from, until, kinds)
    if (best !== null) return best
  }
  return null
}

function evenest(units: readonly TextUnit[], from: number, until: number, least: Break): number | null {
  let best: number | null = null
  let bestCost = Infinity
  for (let place = from + 1; place < until; place++) {
    if (units[place].breakBefore < least) continue
    const first = widthOf(units, from, place)
    const second = widthOf(units, place, until)
    if (first > lineWidth || second > lineWidth || first === 0 || second === 0) continue
    const cost = Math.abs(first - second) - (units[place].breakBefore === breaks.clause ? clauseWorth : 0)
    if (cost < bestCost) [best, bestCost] = [place, cost]
  }
  return best
}
