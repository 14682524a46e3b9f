import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { AppError, errorCodes } from '@contract/errors'
import { failureLine } from '../../src-main/cli/failure-line'

describe('failureLine', () => {
  test.each(errorCodes)('%s is one line, whatever its message and reason', (code) => {
    for (const reason of ['ENOENT', 'EISDIR', 'EACCES', 'ENOTDIR', 'EIO', 'not-found', 'memory']) {
      const error = new AppError(code, 'two\n  lines', { details: { path: '/there/it.wav', reason } })
      expect(failureLine(error)).toMatch(/^[^\n]+[^\n.]$/)
      expect(failureLine(error)).not.toContain('undefined')
    }
  })

  test('a disk with too little room is told with how much that is and how much it would take', () => {
    const details = { path: '/there', bytesNeeded: 1_730_000_000, bytesFree: 250_400_000 }
    expect(failureLine(new AppError('export/disk-full', 'full', { details }))).toBe(
      'There is too little room in /there: 1.7 GB are needed, 250 MB are free',
    )
    expect(
      failureLine(new AppError('export/disk-full', 'full', { details: { path: '/there/it.wav' } })),
    ).toBe('The disk is full: /there/it.wav was not written')
  })

  test('a failure of the system is told in the system’s words', async () => {
    const error: unknown = await readFile('/nowhere/at-all').catch((reason: unknown) => reason)
    expect(failureLine(error)).toBe("ENOENT: no such file or directory, open '/nowhere/at-all'")
  })

  test('a bug shows where it is', () => {
    expect(failureLine(new Error('Assertion failed: this holds'))).toMatch(
      /^Error: Assertion failed: this holds\n +at /,
    )
  })
})
