/** One end of a message port, whatever made it: Electron's, a worker's or one in memory. */
export interface HostPort {
  postMessage(message: unknown): void
  /** Only one listener; messages that came before it are delivered to it. */
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
  close(): void
}

/** The shape of Electron's MessagePortMain that is used here; this room does not import Electron. */
export interface ElectronPort {
  postMessage(message: unknown): void
  on(event: 'message', listener: (event: { data: unknown }) => void): unknown
  on(event: 'close', listener: () => void): unknown
  start(): void
  close(): void
}

/** Wraps a port that came with a message of the main process. */
export function fromElectronPort(port: ElectronPort): HostPort {
  return {
    postMessage: (message) => port.postMessage(message),
    onMessage(listener) {
      port.on('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => void port.on('close', listener),
    close: () => port.close(),
  }
}
