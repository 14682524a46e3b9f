import { describe, expect, test } from 'vitest'
import { verdictOf } from '../../../scripts/audit/verdict.mjs'

const shipped = new Set(['node_modules/zipper', 'node_modules/reader/node_modules/xml'])
const found = (name: string, severity: string, place: string, advisory = 'GHSA-1') => ({
  [name]: {
    name,
    severity,
    via: [{ title: `${name} runs code`, severity, url: `//advisories/${advisory}` }],
    nodes: [place],
  },
})
const reportOf = (...parts: object[]) => ({ vulnerabilities: Object.assign({}, ...parts) as object })
const today = '2026-11-24'

describe('verdictOf', () => {
  test.each(['high', 'critical'])('what ships with a %s finding fails, by name', (severity) => {
    const { passes, lines } = verdictOf(
      reportOf(found('zipper', severity, 'node_modules/zipper')),
      shipped,
      [],
      today,
    )
    expect(passes).toBe(false)
    expect(lines[0]).toBe(`zipper: ${severity}, zipper runs code (GHSA-1)`)
  })

  test('a copy inside another package ships as well', () => {
    const report = reportOf(found('xml', 'high', 'node_modules/reader/node_modules/xml'))
    expect(verdictOf(report, shipped, [], today).passes).toBe(false)
  })

  test('what is less than grave, or in tools alone, is counted and passes', () => {
    const report = reportOf(
      found('zipper', 'moderate', 'node_modules/zipper'),
      found('bundler', 'critical', 'node_modules/bundler'),
      {
        framework: { name: 'framework', severity: 'high', via: ['bundler'], nodes: ['node_modules/zipper'] },
      },
    )
    const { passes, lines } = verdictOf(report, shipped, [], today)
    expect(passes).toBe(true)
    expect(lines).toEqual([
      'Audited: 2 packages that ship, 0 grave findings, 0 excepted; 1 in tools that do not ship.',
    ])
  })

  test('an exception holds for its advisory, until it expires', () => {
    const report = reportOf(found('zipper', 'high', 'node_modules/zipper'))
    const exceptedUntil = (expires: string, advisory = 'GHSA-1') =>
      verdictOf(report, shipped, [{ advisory, reason: 'never called', expires }], today).passes
    expect(exceptedUntil('2026-11-25')).toBe(true)
    expect(exceptedUntil('2026-11-24')).toBe(false)
    expect(exceptedUntil('2027-01-01', 'GHSA-2')).toBe(false)
  })

  test.each([[null], [{ message: '405 Method Not Allowed', statusCode: 405 }], ['<html>'], [[]]])(
    'where no registry answers one line says so, and it passes: %j',
    (report) => {
      expect(verdictOf(report, shipped, [], today)).toEqual({
        passes: true,
        lines: ['Dependencies were not audited: no registry answers.'],
      })
    },
  )
})
