import { prepareFloat16 } from './float16-form'
import { onCpu, type Placement } from './placement'
import { openPrepared } from './prepared-models'
import { openSession, type ModelSession } from './session'

/**
 * Opens a model where it is to run: on the CPU through the runtime's optimised form, on another device as it is or in
 * half precision.
 * @param path a model; float32 unless it is for the CPU
 * @param options.threads of the CPU; absent: 1
 * @param options.exactSums whether the CPU may cut off no sum of products of bytes (see `openPrepared`); absent: it may
 * @param options.keptOnDevice outputs that are fed back: they stay in the device's memory
 * @throws AppError 'voice/incompatible' when the runtime or the device refuses it, 'voice/missing' when it is not there
 */
export async function openPlaced(
  path: string,
  cacheDirectory: string,
  options: {
    placement?: Placement | undefined
    threads?: number | undefined
    exactSums?: boolean | undefined
    keptOnDevice?: readonly string[]
  } = {},
): Promise<ModelSession> {
  const { placement = onCpu, threads, exactSums, keptOnDevice = [] } = options
  if (placement.device === 'cpu') return openPrepared(path, cacheDirectory, { threads, exactSums })
  const form = placement.precision === 'float16' ? await prepareFloat16(path, cacheDirectory) : path
  return openSession(form, { device: placement.device, threads, keptOnDevice })
}
