import { app } from 'electron'
import { arch, cpus, platform, release, totalmem } from 'node:os'
import type { ProgramFacts } from './problem-report'

/** Of the program and the computer it runs on: what is the same on every computer of its kind. */
export function programFacts(locale: string): ProgramFacts {
  const processors = cpus()
  return {
    version: app.getVersion(),
    isPackaged: app.isPackaged,
    locale,
    runtimes: process.versions,
    system: {
      platform: platform(),
      release: release(),
      arch: arch(),
      processor: processors.at(0)?.model ?? 'unknown',
      cores: processors.length,
      memoryBytes: totalmem(),
    },
  }
}
