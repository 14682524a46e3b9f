import { Socket } from 'node:net'
import { ownProcessDescriptor } from '@contract/programs'
import { framedMessages } from '../../engine/framed-messages'

/**
 * Gives this thread's `process` the channel that a forked Node has, over the descriptor that the launcher has opened.
 * @returns begins to read what the launcher sends
 */
export function joinLauncher(): () => void {
  const socket = new Socket({ fd: ownProcessDescriptor, readable: true, writable: true })
  const { post, listen } = framedMessages(socket)
  const send = (message: unknown, _handle?: unknown, _options?: unknown, sent?: () => void): boolean => {
    post(message, sent)
    return true
  }
  const disconnect = (): void => void socket.end()
  Object.defineProperties(process, { send: { value: send }, disconnect: { value: disconnect } })
  // The launcher is gone, or everything has been sent: either ends it.
  socket.on('error', () => socket.destroy())
  socket.on('close', () => process.emit('disconnect'))
  return () => listen((message) => process.emit('message', message, undefined))
}
