import type { ProviderReport } from '@contract/providers'
import { reasonText } from '@contract/reasons'
import type { DeviceChoice, DeviceId } from '@contract/settings'
import type { Translate } from '@contract/strings/translator'
import { realTimeText } from '../ui/time-text'

/** What people choose between; which GPU interface is meant by "GPU" is the machine's business. */
export type DeviceKind = 'auto' | 'gpu' | 'cpu'

export function deviceKindOf(device: DeviceChoice): DeviceKind {
  return device === 'auto' || device === 'cpu' ? device : 'gpu'
}

/** The interface that "GPU" stands for here: the one that runs the voice, else the first that can be tried; null: none. */
export function gpuOf(providers: readonly ProviderReport[]): DeviceId | null {
  const usable = providers.filter(({ id, state }) => id !== 'cpu' && state !== 'unavailable')
  return (usable.find(({ state }) => state === 'used') ?? usable[0])?.id ?? null
}

/** Why no GPU can be chosen; null when one can. */
export function noGpuReason(t: Translate, providers: readonly ProviderReport[]): string | null {
  if (gpuOf(providers) !== null) return null
  const reasons = providers.flatMap(({ id, name, reason }) =>
    id === 'cpu' || reason === undefined
      ? []
      : [t('settings.device-no-gpu-because', { name, reason: reasonText(t, reason) })],
  )
  return reasons[0] ?? t('settings.device-no-gpu-found')
}

/** How one device fared, as a person reads it. */
export function fareOf(t: Translate, { state, reason, millisecondsPerSecond }: ProviderReport): string {
  const speed =
    millisecondsPerSecond === undefined || millisecondsPerSecond <= 0
      ? null
      : realTimeText(t, 1_000 / millisecondsPerSecond)
  if (state !== 'used') return reason === undefined ? (speed ?? '') : reasonText(t, reason)
  return speed === null ? t('settings.device-in-use') : t('settings.device-in-use-at', { speed })
}
