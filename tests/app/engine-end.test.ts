import { describe, expect, test } from 'vitest'
import { engineDeath, engineEnd } from '../../src-main/app/engine-end'

const known = { exitCode: 0, gone: null, lastWords: '', hasAnswered: true }

describe('engineEnd', () => {
  test('goes by what the system says, where the exit code lies', () => {
    expect(engineEnd({ ...known, gone: { reason: 'killed', exitCode: 15 } })).toEqual({
      reason: 'killed',
      exitCode: 15,
    })
    expect(engineEnd({ ...known, gone: { reason: 'crashed', exitCode: 11 } }).reason).toBe('crashed')
  })

  test('knows a lack of memory by its name, and by what was said last', () => {
    expect(engineEnd({ ...known, gone: { reason: 'oom', exitCode: 5 } }).reason).toBe('out-of-memory')
    const lastWords = 'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory'
    const gone = { reason: 'crashed', exitCode: 6 }
    expect(engineEnd({ ...known, gone, lastWords }).reason).toBe('out-of-memory')
  })

  test('what ended by itself was started, if it ever said anything', () => {
    expect(engineEnd({ ...known, exitCode: 1 }).reason).toBe('exited')
    expect(engineEnd({ ...known, exitCode: 1, hasAnswered: false }).reason).toBe('launch-failed')
  })
})

describe('engineDeath', () => {
  test('is a failure that says why', () => {
    const killed = engineDeath({ reason: 'killed', exitCode: 9 }, false)
    expect(killed).toMatchObject({ code: 'engine/crashed', details: { reason: 'killed', exitCode: 9 } })
    const silent = engineDeath({ reason: 'killed', exitCode: 9 }, true)
    expect(silent).toMatchObject({ code: 'engine/not-responding', details: { reason: 'silent' } })
    expect(engineDeath({ reason: 'out-of-memory', exitCode: 6 }, false).code).toBe('engine/out-of-memory')
  })
})
