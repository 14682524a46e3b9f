import { constants } from 'node:os'

/** Of Node's own: how a signal reaches whichever thread asks for it. */
interface SignalHandle {
  onsignal: () => void
  start(number: number): number
  unref(): void
}

const names = ['SIGINT', 'SIGTERM'] as const

/**
 * Lets this thread's `process` tell of signals. Node tells them to a process's first thread alone, which waits here, so
 * that its binding is asked: there is no public way.
 */
export function hearSignals(): void {
  const here = process as NodeJS.Process & {
    binding(name: 'signal_wrap'): { readonly Signal: new () => SignalHandle }
  }
  // Electron warns of what is not public.
  here.noDeprecation = true
  const { Signal } = here.binding('signal_wrap')
  for (const name of names) {
    const handle = new Signal()
    handle.onsignal = () => void process.emit(name, name)
    handle.start(constants.signals[name])
    handle.unref()
  }
}
