import { powerSaveBlocker } from 'electron'

/** Holds off the system's sleep until the returned function is called; the screen may turn dark. */
export function preventSleep(): () => void {
  const blocker = powerSaveBlocker.start('prevent-app-suspension')
  return () => powerSaveBlocker.stop(blocker)
}
