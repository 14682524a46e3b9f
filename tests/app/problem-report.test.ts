import { homedir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { reportedProblemSchema, type ReportedProblem } from '@contract/calls/diagnostics'
import { AppError, errorCodes, toErrorData } from '@contract/errors'
import { settingsSchema } from '@contract/settings'
import { problemReport, type ProgramFacts } from '../../src-main/app/problem-report'

const facts: ProgramFacts = {
  version: '1.2.3',
  isPackaged: true,
  locale: 'en',
  runtimes: { electron: '45.4.1', chrome: '150.0', node: '24.1.0', openssl: '3' },
  system: {
    platform: 'linux',
    release: '6.1.0',
    arch: 'x64',
    processor: 'Some(R) Processor @ 2.50GHz',
    cores: 2,
    memoryBytes: 8 * 2 ** 30,
  },
}
const speech: ReportedProblem['speech'] = {
  isReady: true,
  voice: 'heart',
  device: 'WebGPU (SwiftShader)',
  providers: [{ id: 'cuda', state: 'unavailable', reason: 'device-not-built' }],
  realTimeFactor: 0.25,
  underruns: 3,
}
const marker = 'Lantern-Marsh'
const settings = settingsSchema.parse({
  audio: { device: { id: marker, name: `${marker}'s headphones` } },
  player: { previewTexts: { en: marker } },
  export: { pattern: `${marker} {nn}` },
  reading: { documents: { [marker]: {} } },
})

describe('problemReport', () => {
  test('holds what may help, of the program, the computer, the voice, the settings and the log', () => {
    const error = toErrorData(new AppError('engine/crashed', 'x', { details: { exitCode: 139 } }))
    const report = problemReport(facts, { error, speech }, settings, ['2026 info page: gone'])
    for (const part of [
      'Lector 1.2.3, en',
      'linux 6.1.0 x64; Some(R) Processor @ 2.50GHz, 2 cores, 8 GiB',
      'electron 45.4.1, chrome 150.0, node 24.1.0',
      'engine/crashed exitCode=139',
      'voice heart, ready, device WebGPU (SwiftShader)',
      'cuda: unavailable, device-not-built',
      'real-time factor 0.250, underruns 3',
      'speed=1',
      'seam=cached',
      'offlineOnly=false',
      'Log:\n2026 info page: gone',
    ])
      expect(report).toContain(part)
  })

  test('says what is not known', () => {
    const unknown = {
      ...speech,
      isReady: false,
      voice: null,
      device: null,
      providers: [],
      realTimeFactor: null,
    }
    const report = problemReport(facts, { error: null, speech: unknown }, settings, [])
    expect(report).toContain('voice none, not ready, device none')
    expect(report).toContain('not measured')
    expect(report).toContain('Problem:\nnone shown')
    expect(report).toContain('nothing noted')
  })

  test('whatever the page tells, no text, no title and no path is in it', () => {
    const told = fc.constantFrom(
      `“${marker}” is gone`,
      join(homedir(), `${marker}.epub`),
      `C:\\Users\\me\\${marker}.epub`,
      `${marker}\n    at ${marker} (${marker}.js:1:1)`,
      `Of ${marker}, which lay beyond the ferry; nobody had been there for as long as one could remember.`,
    )
    const problem = fc.record({
      code: fc.constantFrom(...errorCodes),
      message: told,
      details: fc.dictionary(fc.constantFrom('fileName', 'reason', 'path', 'words', 'recentId'), told),
      stack: fc.option(told, { nil: undefined }),
      cause: fc.option(told, { nil: undefined }),
      voice: told,
      device: told,
    })
    fc.assert(
      fc.property(problem, ({ code, message, details, stack, cause, voice, device }) => {
        const error = { code, message, details, retry: 'never' as const, stack, cause }
        const report = problemReport(
          facts,
          reportedProblemSchema.parse({ error, speech: { ...speech, voice, device } }),
          settings,
          [],
        )
        expect(report).not.toContain(marker)
        expect(report).not.toContain(homedir())
        expect(report).toContain(code)
      }),
      { seed: 7, numRuns: 500 },
    )
  })
})
