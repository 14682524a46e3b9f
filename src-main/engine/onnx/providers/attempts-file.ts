import { join } from 'node:path'
import { z } from 'zod'
import { deviceIds, type DeviceId } from '@contract/settings'
import { readIfThere, replaceFile } from '../file-hash'
import { attemptSchema, type Attempt } from './attempt'

/** What is remembered of devices, so that a start need not try them again. */
export interface KeptAttempt {
  readonly attempt: Attempt
  /** By the wall clock. */
  readonly atMilliseconds: number
  /** How often it failed while it was used, since it was tried. */
  readonly failures: number
}
export type KeptAttempts = ReadonlyMap<DeviceId, KeptAttempt>

const fileSchema = z.record(
  z.string(),
  z.object({ attempt: attemptSchema, atMilliseconds: z.number(), failures: z.number().int().nonnegative() }),
)

/** Drivers come and change without a sign; what failed may work tomorrow, what was measured keeps longer. */
const failedForMilliseconds = 24 * 3_600_000
const measuredForMilliseconds = 30 * 24 * 3_600_000
/** A device that fails once may have been in the way of a sleeping machine; after this many times it is left alone. */
export const mostFailures = 2

/** @param key names machine, runtime and voice, as a file name */
export function attemptsPath(preparedDirectory: string, key: string): string {
  return join(preparedDirectory, 'devices', `${key}.json`)
}

/** What is kept and still holds; nothing when there is no file, or none that can be read. */
export async function readAttempts(path: string, nowMilliseconds: number): Promise<KeptAttempts> {
  const kept = new Map<DeviceId, KeptAttempt>()
  const file = fileSchema.safeParse(parse(await readIfThere(path)))
  for (const id of deviceIds) {
    const entry = file.data?.[id]
    if (!entry) continue
    const age = nowMilliseconds - entry.atMilliseconds
    const isFailure = entry.attempt.kind === 'failed' || entry.failures > 0
    // A clock that was set back must not keep an entry for ever.
    if (age >= 0 && age < (isFailure ? failedForMilliseconds : measuredForMilliseconds)) kept.set(id, entry)
  }
  return kept
}

/** Not being able to remember costs a measurement at the next start, nothing else. */
export async function writeAttempts(path: string, attempts: KeptAttempts): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(Object.fromEntries(attempts), null, 2))
  await replaceFile(path, bytes).catch(() => undefined)
}

function parse(bytes: Buffer | undefined): unknown {
  try {
    return bytes && JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
