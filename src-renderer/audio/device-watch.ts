/** What of a page's media devices is needed to see that one has gone. */
export type SoundDevices = Pick<MediaDevices, 'enumerateDevices' | 'addEventListener' | 'removeEventListener'>

/**
 * Notices that a sound device is gone: what is played then sounds elsewhere, or nowhere while the clock goes on. A page
 * that may not know devices by name is told only whether there is any.
 * @param lost called each time there are fewer than before
 * @returns ends it
 */
export function watchSoundDevices(devices: SoundDevices, lost: () => void): () => void {
  let known: Promise<number> = count(devices)
  const look = (): void => {
    const before = known
    known = count(devices)
    void Promise.all([before, known]).then(([were, are]) => {
      if (are < were) lost()
    })
  }
  devices.addEventListener('devicechange', look)
  return () => devices.removeEventListener('devicechange', look)
}

/** Devices that cannot be listed are none that can be missed. */
async function count(devices: SoundDevices): Promise<number> {
  const all = await devices.enumerateDevices().catch(() => [])
  return all.filter(({ kind }) => kind === 'audiooutput').length
}
