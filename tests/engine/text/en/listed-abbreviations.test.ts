import { expect, test } from 'vitest'
import { knownAbbreviationSchema } from '@contract/pronunciation'
import { listedAbbreviations } from '../../../../src-main/engine/text/en/listed-abbreviations'
import {
  dottedAbbreviations,
  otherAbbreviations,
} from '../../../../src-main/engine/text/en/normalise/abbreviation-names'

test('what the tables say is listed once, in order, and as it is written', () => {
  const listed = listedAbbreviations()
  const said = listed.map(({ text, words }) => `${text}=${words}`)
  expect(said).toContain('Dr.=Doctor')
  expect(said).toContain('e.g.=for example')
  expect(said).toContain('vol.=volume')
  expect(new Set(said.map((one) => one.toLowerCase())).size).toBe(said.length)
  expect(said.filter((one) => one.replace(/[\s.]/g, '') === 'eg=forexample')).toHaveLength(1)
  for (const one of listed) expect(knownAbbreviationSchema.parse(one)).toEqual(one)
  const words = new Set(listed.map((one) => one.words.toLowerCase()))
  for (const spoken of [...Object.values(dottedAbbreviations), ...Object.values(otherAbbreviations)])
    expect(words).toContain(spoken?.toLowerCase())
})
