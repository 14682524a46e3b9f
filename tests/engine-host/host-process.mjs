/*
 * Loaded before the engine host in a plain Node process: stands in for the port that Electron gives a utility process,
 * and for a page. What main would send comes as the process's messages; what the page gets goes back the same way.
 */
import { MessageChannel } from 'node:worker_threads'

const electronPort = (port) => ({
  postMessage: (message) => port.postMessage(message),
  on: (event, listener) => port.on(event, (data) => listener(event === 'message' ? { data } : undefined)),
  start: () => undefined,
  close: () => port.close(),
})

let page = null
const connect = () => {
  const control = new MessageChannel()
  const pcm = new MessageChannel()
  page = { control: control.port1, pcm: pcm.port1 }
  page.control.on('message', (event) => process.send({ to: 'page', event }))
  page.pcm.on('message', ({ kind, streamId, samples }) => {
    if (kind === 'pcm') page.pcm.postMessage({ kind: 'credit', streamId, samples: samples.length })
  })
  return [electronPort(control.port2), electronPort(pcm.port2)]
}

process.parentPort = {
  postMessage: (event) => process.send({ to: 'main', event }),
  on: (_event, listener) =>
    process.on('message', ({ from, command }) => {
      if (from === 'page') page.control.postMessage(command)
      else if (from === 'worklet') page.pcm.postMessage(command)
      else if (from === 'reload') page.control.close()
      else listener({ data: command, ports: from === 'main' && command?.kind === 'connect' ? connect() : [] })
    }),
}
