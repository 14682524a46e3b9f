import { expect } from 'vitest'
import { disk, healDisk } from './breaking-disk'

/** What is run again after the disk has broken it off. */
export interface BreakableRun<Made> {
  /** Takes away all that is there. */
  clear(): Promise<void>
  /** @param isDue to be called when the steps begin that are of interest */
  run(isDue?: () => void): Promise<unknown>
  /** All that it leaves. */
  made(): Promise<Made>
}

/**
 * Breaks the disk, for good, at every so manieth step of a run (LECTOR_SOAK=1: at every one): run again on a whole one, it
 * must leave what an unbroken run does.
 * @param stepsBefore how much earlier than it says the steps of interest begin
 * @returns what an unbroken run leaves
 */
export async function breakDiskAtSteps<Made>(
  { clear, run, made }: BreakableRun<Made>,
  { every, stepsBefore = 0 }: { every: number; stepsBefore?: number },
): Promise<Made> {
  healDisk()
  await clear()
  const before = disk.done
  let first = Infinity
  await run(() => (first = Math.min(first, disk.done - before)))
  const steps = disk.done - before
  const whole = await made()
  expect(first, 'steps before those of interest').toBeLessThan(steps)
  const stride = process.env.LECTOR_SOAK === '1' ? 1 : every
  for (let left = first - stepsBefore; left < steps; left += stride) {
    await clear()
    disk.left = left
    await expect(run(), `after ${left} steps`).rejects.toBeInstanceOf(Error)
    healDisk()
    await run()
    expect(await made(), `after ${left} steps`).toEqual(whole)
  }
  return whole
}
