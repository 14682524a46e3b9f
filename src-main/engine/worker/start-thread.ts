import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'

/**
 * Starts a thread of the engine, one that ends when it is told to.
 * @param scriptPath the built script
 * @param data       for the thread, copied
 * @param work       what it does, as it is called in lists of threads
 */
export function startThread(scriptPath: string, data: unknown, work: string): Worker {
  // WebAssembly is compiled for good at once, not quickly first and again in the background: in Node before 20 a thread
  // that ends waits for that work while the work waits for the thread (https://github.com/nodejs/node/issues/54918). Of
  // 180 recordings encoded on Electron 25, four at a time, 8 never ended; so, none.
  setFlagsFromString('--no-liftoff')
  return new Worker(scriptPath, { workerData: data, name: `lector-${work}` })
}
