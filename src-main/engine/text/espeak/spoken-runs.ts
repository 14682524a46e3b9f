import type { SoundGroup } from './espeak'
import type { Run } from './runs'

/** A run and what is heard for it. */
export interface SpokenRun {
  run: Run
  /** Never empty; spaces where espeak parts words. */
  phonemes: string
  /** Whether the phonemes follow the ones before without a space: the words were said as one. */
  isJoined: boolean
}

/**
 * Gives each run its sounds, by the places of espeak's words. Where espeak says several words as one ("out of the"),
 * only the first has a place: its sounds are divided among them in proportion to the sounds that each has when said
 * alone, between sounds, at least one each; where there are fewer sounds than words, the last words share a range.
 * Runs of which nothing is heard are `unheard`.
 * @param groups with places as indices of the text the runs are of
 * @param soundsAlone how many sounds a run has when said alone
 */
export function assignSounds(
  runs: readonly Run[],
  groups: readonly SoundGroup[],
  soundsAlone: (run: Run) => number,
): { spoken: SpokenRun[]; unheard: Run[] } {
  const spoken: SpokenRun[] = []
  const unheard: Run[] = []
  if (runs.length === 0) return { spoken, unheard }
  const isHeard = (run: Run): boolean => {
    const isHeardAlone = run.isSpeakable && soundsAlone(run) > 0
    if (!isHeardAlone) unheard.push(run)
    return isHeardAlone
  }
  const heard: string[][][] = runs.map(() => [])
  let current = 0
  groups.forEach(({ position, sounds }, index) => {
    current = Math.max(current, runAt(runs, position, groups[index + 1]?.position ?? Infinity))
    heard[current].push(sounds)
  })
  let leading: Run[] = []
  for (let index = 0; index < runs.length;) {
    const members = [...leading, runs[index]]
    const groupsHeard = heard[index]
    index++
    if (groupsHeard.length === 0) {
      leading = isHeard(runs[index - 1]) ? members : leading
      continue
    }
    for (; index < runs.length && heard[index].length === 0; index++)
      if (isHeard(runs[index])) members.push(runs[index])
    leading = []
    spoken.push(...divide(members, groupsHeard, soundsAlone))
  }
  return { spoken, unheard }
}

/**
 * The run that a place belongs to. A place in white space comes of espeak's own counting: of a second word for a run
 * of one character, or of an abbreviation whose period it took away. It is the next run's if no other word begins there.
 */
function runAt(runs: readonly Run[], position: number, nextPosition: number): number {
  let index = 0
  while (index + 1 < runs.length && runs[index + 1].startChar <= position) index++
  const next = runs.at(index + 1)
  if (position < runs[index].endChar || next === undefined || !next.isSpeakable) return index
  return nextPosition >= next.startChar && nextPosition < next.endChar ? index : index + 1
}

function divide(
  members: readonly Run[],
  groups: readonly string[][],
  soundsAlone: (run: Run) => number,
): SpokenRun[] {
  if (members.length === 1)
    return [{ run: members[0], phonemes: groups.map((sounds) => sounds.join('')).join(' '), isJoined: false }]
  const sounds = groups.flatMap((group, at) =>
    group.map((sound, i) => (at > 0 && i === 0 ? ` ${sound}` : sound)),
  )
  const shares = members.length > sounds.length ? mergeLast(members, sounds.length) : members
  const weights = shares.map((run) => Math.max(1, soundsAlone(run)))
  const total = weights.reduce((sum, weight) => sum + weight, 0)
  let from = 0
  let weight = 0
  return shares.map((run, index) => {
    weight += weights[index]
    const isLast = index === shares.length - 1
    const most = sounds.length - (shares.length - 1 - index)
    const to = isLast
      ? sounds.length
      : Math.min(most, Math.max(from + 1, Math.round((sounds.length * weight) / total)))
    const text = sounds.slice(from, to).join('')
    from = to
    return { run, phonemes: text.trimStart(), isJoined: index > 0 && !text.startsWith(' ') }
  })
}

/** The first runs as they are, all others as one. */
function mergeLast(members: readonly Run[], count: number): Run[] {
  const kept = members.slice(0, count - 1)
  const first = members[count - 1]
  const last = members[members.length - 1]
  const merged: Run = {
    startChar: first.startChar,
    endChar: last.endChar,
    core: { startChar: first.core.startChar, endChar: last.core.endChar },
    isSpeakable: true,
  }
  return [...kept, merged]
}
