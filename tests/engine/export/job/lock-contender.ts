import { rmSync, writeFileSync } from 'node:fs'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../../../src-main/contract/errors'
import { lockJobFolder } from '../../../../src-main/engine/export/job/job-lock'

/*
 * A process that holds a job's folder so often, each time for a moment in which it alone has a file elsewhere; with no number
 * it holds it until it is ended. What it does it says on standard output.
 */
const [folder, proof, rounds] = process.argv.slice(2)

async function contend(): Promise<void> {
  for (let held = 0; held < Number(rounds ?? 1);) {
    try {
      const lock = await lockJobFolder(folder)
      console.log('held')
      if (rounds === undefined) await wait(600_000)
      writeFileSync(proof, '', { flag: 'wx' })
      await wait(Math.random() * 5)
      rmSync(proof)
      await lock.release()
      held++
    } catch (error) {
      console.log(error instanceof AppError ? error.code : String(error))
    }
    await wait(Math.random() * 5)
  }
}

void contend()
