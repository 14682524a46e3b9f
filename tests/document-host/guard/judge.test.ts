import { describe, expect, test } from 'vitest'
import { documentHeapMebibytes, maxResidentMebibytes } from '@contract/limits'
import { allowanceFor, writingAllowanceFor } from '../../../src-main/document-host/guard/allowance'
import { judge } from '../../../src-main/document-host/guard/judge'

const mebibyte = 2 ** 20
const nothing = { residentBytes: 0, cpuMilliseconds: 0, pieces: 0 }

describe('allowanceFor', () => {
  test('a small file has what is left of 512 MiB when a look comes late, and less than 5 s', () => {
    for (const bytes of [0, 1_000, mebibyte / 2]) {
      expect(allowanceFor(bytes).residentBytes).toBeLessThan(480 * mebibyte)
      expect(allowanceFor(bytes).cpuMilliseconds).toBeLessThan(5_000)
    }
  })

  test('a larger file has more, up to a limit', () => {
    const sizes = [0, 5, 10, 50, 100, 1_000].map((mebibytes) => allowanceFor(mebibytes * mebibyte))
    for (const [index, { residentBytes, cpuMilliseconds }] of sizes.slice(1).entries()) {
      expect(residentBytes).toBeGreaterThanOrEqual(sizes[index].residentBytes)
      expect(cpuMilliseconds).toBeGreaterThanOrEqual(sizes[index].cpuMilliseconds)
    }
    expect(sizes.at(-1)).toMatchObject({ residentBytes: 1_024 * mebibyte, cpuMilliseconds: 15_000 })
    expect(documentHeapMebibytes).toBeLessThan(maxResidentMebibytes)
  })
})

describe('writingAllowanceFor', () => {
  test('is more than reading the book may take, grows with the sound, and has an end', () => {
    for (const mebibytes of [0, 1, 100]) {
      const reading = allowanceFor(mebibytes * mebibyte)
      const writing = writingAllowanceFor(mebibytes * mebibyte, 0)
      expect(writing.cpuMilliseconds).toBeGreaterThan(2 * reading.cpuMilliseconds)
      expect(writing.residentBytes).toBeGreaterThanOrEqual(reading.residentBytes)
      expect(writing.residentBytes).toBeLessThanOrEqual(maxResidentMebibytes * mebibyte)
      const withSound = writingAllowanceFor(mebibytes * mebibyte, 300 * mebibyte)
      expect(withSound.maxCpuMilliseconds - writing.maxCpuMilliseconds).toBe(9_000)
    }
    const cpuMilliseconds = writingAllowanceFor(0, 0).maxCpuMilliseconds + 1
    const usage = { residentBytes: 0, cpuMilliseconds, pieces: 1_000_000 }
    expect(judge(writingAllowanceFor(0, 0), usage)).toBe('time')
  })
})

describe('judge', () => {
  const allowance = allowanceFor(0)

  test('names the limit that was overstepped, memory first', () => {
    expect(judge(allowance, nothing)).toBeNull()
    const residentBytes = allowance.residentBytes + 1
    const cpuMilliseconds = allowance.cpuMilliseconds + 1
    expect(judge(allowance, { ...nothing, residentBytes })).toBe('memory')
    expect(judge(allowance, { ...nothing, cpuMilliseconds })).toBe('time')
    expect(judge(allowance, { ...nothing, residentBytes, cpuMilliseconds })).toBe('memory')
  })

  test('every piece that comes earns time, but not without end', () => {
    const cpuMilliseconds = allowance.cpuMilliseconds + 500
    expect(judge(allowance, { ...nothing, cpuMilliseconds, pieces: 1 })).toBeNull()
    expect(judge(allowance, { ...nothing, cpuMilliseconds: 60_001, pieces: 10_000 })).toBe('time')
  })
})
