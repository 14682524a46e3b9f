import type { DeviceId } from '@contract/settings'

/** Where a session runs, decided. Plain data. */
export interface Placement {
  readonly device: DeviceId
  /** What a GPU computes in; on the CPU a voice's own precision counts. */
  readonly precision: 'float32' | 'float16'
}

/** What every machine has. */
export const onCpu: Placement = { device: 'cpu', precision: 'float32' }
