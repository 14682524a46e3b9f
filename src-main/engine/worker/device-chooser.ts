import type { Reason } from '@contract/reasons'
import { deviceIds, type DeviceId } from '@contract/settings'
import { sha256Of } from '../onnx/file-hash'
import type { Attempt } from '../onnx/providers/attempt'
import {
  attemptsPath,
  mostFailures,
  readAttempts,
  writeAttempts,
  type KeptAttempt,
} from '../onnx/providers/attempts-file'
import { decideDevice, type Decision } from '../onnx/providers/decide'
import { discoverDevices } from '../onnx/providers/discover'
import { machineIdentity } from '../onnx/providers/machine-identity'
import { builtDevices, runtimeVersion } from '../onnx/session'
import type { InstalledVoice } from '../voices/family'

/** Part of the key under which attempts are kept: raise it when devices are tried or compared otherwise. */
const probeVersion = 'probe-1'
/** While somebody waits, and in the background. A device that needs longer for one second of speech is of no use. */
const timeoutMilliseconds = { awaited: 60_000, background: 20_000 } as const

/** Tries a device; `probeDevice` bound to a voice. */
export type TryDevice = (
  device: DeviceId,
  limits: { timeoutMilliseconds: number; isBackground: boolean; signal: AbortSignal },
) => Promise<Attempt>

/** Knows what can run one voice on this machine, remembers it, and decides. */
export interface DeviceChooser {
  /** By what is known now. */
  decide(): Decision
  /** Whether trying could change the decision. */
  readonly isIncomplete: boolean
  /**
   * Tries what the choice leaves open, one device after the other.
   * @param options.again tries also what is known already
   * @throws `signal.reason`
   */
  tryDevices(
    tryDevice: TryDevice,
    options: { isBackground: boolean; again?: boolean; signal: AbortSignal },
  ): Promise<void>
  /** A device failed while it was used: it is not decided for any more in this chooser's life, nor later after a second time. */
  noteFailure(device: DeviceId, reason: Reason): Promise<void>
}

/** Reads what is remembered; tries nothing yet. */
export async function createDeviceChooser(voice: InstalledVoice): Promise<DeviceChooser> {
  const choice = voice.device ?? 'cpu'
  const candidates = discoverDevices(builtDevices(), process.platform)
  const path = attemptsPath(voice.preparedDirectory, await keyOf(voice))
  const kept = new Map<DeviceId, KeptAttempt>(await readAttempts(path, Date.now()))
  const failed = new Map<DeviceId, Reason>()
  for (const [id, { failures }] of kept)
    if (failures >= mostFailures) failed.set(id, { code: 'device-failed-often', values: { count: failures } })

  const isWanted = (id: DeviceId): boolean =>
    id !== 'cpu' &&
    (choice === 'auto' || choice === id) &&
    candidates.some((candidate) => candidate.id === id && candidate.reason === undefined)
  const open = (): DeviceId[] => deviceIds.filter((id) => isWanted(id) && !kept.has(id) && !failed.has(id))

  return {
    decide() {
      const known = new Map<DeviceId, Attempt>()
      for (const [id, { attempt }] of kept) known.set(id, attempt)
      for (const [id, reason] of failed) known.set(id, { kind: 'failed', reason })
      return decideDevice(choice, candidates, known)
    },
    get isIncomplete() {
      return open().length > 0
    },
    async tryDevices(tryDevice, { isBackground, again = false, signal }) {
      if (again) failed.clear()
      for (const id of again ? deviceIds.filter(isWanted) : open()) {
        const attempt = await tryDevice(id, {
          timeoutMilliseconds: isBackground ? timeoutMilliseconds.background : timeoutMilliseconds.awaited,
          isBackground,
          signal,
        })
        kept.set(id, { attempt, atMilliseconds: Date.now(), failures: 0 })
        await writeAttempts(path, kept)
      }
    },
    async noteFailure(device, reason) {
      failed.set(device, reason)
      const entry = kept.get(device)
      if (!entry) return
      kept.set(device, { ...entry, atMilliseconds: Date.now(), failures: entry.failures + 1 })
      await writeAttempts(path, kept)
    },
  }
}

/** Everything that what was measured depends on. */
async function keyOf({ manifest, precision, threads }: InstalledVoice): Promise<string> {
  const files = manifest.files.map(({ sha256 }) => sha256)
  const parts = [probeVersion, runtimeVersion, await machineIdentity(), precision, threads ?? 1, ...files]
  return sha256Of(parts.join('\n')).slice(0, 32)
}
