/** Of the Web Audio API since its working draft of 2022 and Chromium 110; TypeScript does not know it yet. */
interface AudioContext {
  /** @param sinkId '': the system's choice. Rejects when the device is gone, and goes on where it was. */
  setSinkId(sinkId: string): Promise<void>
}
