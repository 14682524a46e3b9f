import type { KnownAbbreviation } from '@contract/pronunciation'
import {
  countingAbbreviationNames,
  dottedAbbreviations,
  otherAbbreviations,
  titleNames,
} from './normalise/abbreviation-names'

type Table = Readonly<Record<string, string | undefined>>

/** What English makes of abbreviations by itself: of one that is written in several ways the first, in order of the alphabet. */
export function listedAbbreviations(): KnownAbbreviation[] {
  const listed = new Map<string, KnownAbbreviation>()
  const add = (table: Table, ending: string): void => {
    for (const [name, words] of Object.entries(table)) {
      if (words === undefined) continue
      const key = `${name.replace(/[\s.]/g, '')} ${words}`.toLowerCase()
      if (!listed.has(key)) listed.set(key, { text: name + ending, words })
    }
  }
  add(titleNames, '.')
  add(dottedAbbreviations, '.')
  add(otherAbbreviations, '')
  add(countingAbbreviationNames, '.')
  const collator = new Intl.Collator('en')
  return [...listed.values()].sort(
    (a, b) => collator.compare(a.text, b.text) || collator.compare(a.words, b.words),
  )
}
