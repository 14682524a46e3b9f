import { expect, test } from 'vitest'
import { startMarks } from '../../src-main/app/start-marks'

test('each mark is noted once, counted from the start of the process', () => {
  const lines: string[] = []
  let now = 10_000
  const mark = startMarks({ info: (area, message) => lines.push(`${area}: ${message}`) }, 9_000.4, () => now)
  mark('window shown')
  now = 10_500
  mark('voice ready')
  mark('window shown')
  expect(lines).toEqual(['start: window shown after 1000 ms', 'start: voice ready after 1500 ms'])
})
