import { execFile, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { promisify } from 'node:util'

/** As Debian installs it. */
const epubcheck = '/usr/share/java/epubcheck.jar'
export const hasEpubcheck = existsSync(epubcheck) && spawnSync('java', ['-version']).status === 0
/** It runs for seconds, of which compiling it well takes half: 8 s of processor time without these, 4 with them. */
const hasty = ['-XX:TieredStopAtLevel=1', '-XX:+UseSerialGC']
/** For the names of tests that are skipped without. */
export const epubcheckNeeds = '(needs epubcheck)'

/** What W3C's EPUBCheck finds fault with in a book, without the places. */
export async function faultsOf(path: string): Promise<Set<string>> {
  const { stdout, stderr } = await promisify(execFile)('java', [...hasty, '-jar', epubcheck, path], {
    maxBuffer: 64 * 2 ** 20,
  }).catch((error: { stdout: string; stderr: string }) => error)
  const said = `${stdout}${stderr}`
  if (!/^Messages: /m.test(said)) throw new Error(`EPUBCheck did not finish: ${said.slice(0, 1_000)}`)
  const faults = said.split('\n').filter((line) => /^(?:ERROR|FATAL)/.test(line))
  return new Set(faults.map((line) => line.replace(/^(\w+\([\w-]+\)): .*?\([-\d]+,[-\d]+\): /, '$1: ')))
}

/** What it finds fault with in a book that it does not in the one that this was made of. */
export async function newFaultsOf(path: string, sourcePath: string): Promise<string[]> {
  const faults = await faultsOf(path)
  // Java takes seconds to start: without a fault nobody needs to know those of the source.
  const own = faults.size === 0 ? faults : await faultsOf(sourcePath)
  return [...faults].filter((fault) => !own.has(fault))
}
