import type { ProviderReport } from '@contract/providers'
import type { Reason } from '@contract/reasons'
import type { DeviceChoice, DeviceId } from '@contract/settings'
import { onCpu, type Placement } from '../placement'
import type { Attempt } from './attempt'
import type { Candidate } from './discover'

/** What runs a voice, and what is told about it. */
export interface Decision {
  readonly placement: Placement
  /** What runs it, for people. */
  readonly device: string
  readonly providers: readonly ProviderReport[]
}

/** A device whose sound is the CPU's. */
interface Usable {
  readonly placement: Placement
  readonly millisecondsPerSecond: number
}

/**
 * Chooses what runs a voice. 'auto' takes the fastest whose sound is the CPU's; a device that was named is taken even
 * when it is slower, but never when its sound is another: then the CPU, and the report says why.
 * @param attempts what is known of each device that was tried; the CPU needs none
 */
export function decideDevice(
  choice: DeviceChoice,
  candidates: readonly Candidate[],
  attempts: ReadonlyMap<DeviceId, Attempt>,
): Decision {
  const cpuMilliseconds = fastest(
    [...attempts.values()].flatMap((attempt) =>
      attempt.kind === 'measured' ? [attempt.cpuMillisecondsPerSecond] : [],
    ),
  )
  const usable = candidates.flatMap(({ id, reason }) =>
    reason === undefined ? usableOf(id, attempts.get(id)) : [],
  )
  const wanted = usable.filter(
    ({ placement, millisecondsPerSecond }) =>
      placement.device === choice || (choice === 'auto' && millisecondsPerSecond < (cpuMilliseconds ?? 0)),
  )
  const best = wanted.reduce<Usable | undefined>(
    (a, b) => (a && a.millisecondsPerSecond <= b.millisecondsPerSecond ? a : b),
    undefined,
  )
  const placement = best?.placement ?? onCpu
  const providers = candidates.map((candidate) =>
    report(candidate, attempts.get(candidate.id), { placement, choice, cpuMilliseconds, usable }),
  )
  const used = providers.find(({ id }) => id === placement.device)
  return { placement, device: used?.name ?? placement.device, providers }
}

function usableOf(device: DeviceId, attempt: Attempt | undefined): Usable[] {
  if (attempt?.kind !== 'measured') return []
  return attempt.forms
    .filter(({ disagreement }) => disagreement === undefined)
    .map(({ precision, millisecondsPerSecond }) => ({
      placement: { device, precision },
      millisecondsPerSecond,
    }))
}

function report(
  { id, name, reason }: Candidate,
  attempt: Attempt | undefined,
  decided: {
    placement: Placement
    choice: DeviceChoice
    cpuMilliseconds: number | undefined
    usable: readonly Usable[]
  },
): ProviderReport {
  const { placement, choice, cpuMilliseconds } = decided
  if (id === 'cpu') {
    const measured = cpuMilliseconds === undefined ? {} : { millisecondsPerSecond: cpuMilliseconds }
    if (placement.device === 'cpu') return { id, name, state: 'used', ...measured }
    const code = choice === 'auto' ? 'device-slower' : 'device-not-chosen'
    return { id, name, state: 'unused', reason: { code }, ...measured }
  }
  if (reason !== undefined) return { id, name, state: 'unavailable', reason }
  if (!attempt) {
    const code = choice === 'auto' || choice === id ? 'device-not-tried' : 'device-not-chosen'
    return { id, name, state: 'unused', reason: { code } }
  }
  if (attempt.kind === 'failed') return { id, name, state: 'unavailable', reason: attempt.reason }
  const full = attempt.adapter === undefined ? name : `${name} (${attempt.adapter})`
  const own = decided.usable.filter((form) => form.placement.device === id)
  const quickest = fastest((own.length > 0 ? own : attempt.forms).map((form) => form.millisecondsPerSecond))
  const base = { id, name: full, ...(quickest === undefined ? {} : { millisecondsPerSecond: quickest }) }
  if (placement.device === id) return { ...base, state: 'used' }
  if (own.length === 0) {
    const why = attempt.forms.find(({ disagreement }) => disagreement !== undefined)?.disagreement
    return { ...base, state: 'unavailable', reason: why ?? { code: 'device-not-measured' } }
  }
  if (choice !== 'auto') return { ...base, state: 'unused', reason: { code: 'device-not-chosen' } }
  const [slow, cpu] = [quickest ?? 0, attempt.cpuMillisecondsPerSecond]
  const why: Reason =
    slow >= cpu
      ? { code: 'device-slower-than-cpu', values: { device: figure(slow), cpu: figure(cpu) } }
      : { code: 'device-slower' }
  return { ...base, state: 'unused', reason: why }
}

function fastest(milliseconds: readonly number[]): number | undefined {
  return milliseconds.length === 0 ? undefined : Math.min(...milliseconds)
}

/** Two digits say enough of a time that a busy machine changes. */
function figure(milliseconds: number): string {
  return milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds))
}
