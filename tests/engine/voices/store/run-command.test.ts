import { tmpdir } from 'node:os'
import { setTimeout as wait } from 'node:timers/promises'
import { describe, expect, test } from 'vitest'
import { runCommand } from '../../../../src-main/engine/voices/store'

const options = { directory: tmpdir(), environment: process.env }

describe('runCommand', () => {
  test('reports exit code and output', async () => {
    const { signal } = new AbortController()
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3'
    const result = await runCommand(process.execPath, ['-e', script], { ...options, signal })
    expect(result.exitCode).toBe(3)
    expect(result.output).toContain('out')
    expect(result.output).toContain('err')
  })

  test('reports a command that does not exist', async () => {
    const { signal } = new AbortController()
    const result = await runCommand('lector-no-such-command', [], { ...options, signal })
    expect(result.exitCode).toBeNull()
  })

  test('aborted, ends the process before it rejects with the reason', async () => {
    const controller = new AbortController()
    const reason = new Error('enough')
    const script = 'setTimeout(() => {}, 60_000)'
    const running = runCommand(process.execPath, ['-e', script], { ...options, signal: controller.signal })
    await wait(100)
    const abortedAt = performance.now()
    controller.abort(reason)
    await expect(running).rejects.toBe(reason)
    expect(performance.now() - abortedAt).toBeLessThan(20_000)
  })
})
