/** A sound output as a browser lists it. */
export type ListedOutput = Pick<MediaDeviceInfo, 'deviceId' | 'groupId' | 'label'>

/** Under these ids Chromium lists the system's choice once more, beside the device that it is. */
const systemIds: ReadonlySet<string> = new Set(['', 'default', 'communications'])

/** Whether this is a device and not the system's choice of one. */
export function isDevice({ deviceId }: ListedOutput): boolean {
  return !systemIds.has(deviceId)
}

/**
 * Whether what was sounded on has gone: what is played then sounds elsewhere, or nowhere while the clock goes on. Where
 * nobody can know what it was, any output that goes may have been it.
 * @param sinkId '': where the system sends it
 */
export function isOutputLost(
  sinkId: string,
  before: readonly ListedOutput[],
  now: readonly ListedOutput[],
): boolean {
  const used = sinkId === '' ? systemDevice(before) : before.find(({ deviceId }) => deviceId === sinkId)
  return used ? !now.some(({ deviceId }) => deviceId === used.deviceId) : now.length < before.length
}

/** The device that the system sends sound to: of the same hardware, and of the same name if that has several. */
function systemDevice(outputs: readonly ListedOutput[]): ListedOutput | undefined {
  const choice = outputs.find(({ deviceId }) => deviceId === 'default')
  if (!choice || choice.groupId === '') return undefined
  const alike = outputs.filter((output) => isDevice(output) && output.groupId === choice.groupId)
  return alike.find(({ label }) => choice.label.endsWith(label)) ?? alike[0]
}
