import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { z } from 'zod'
import { AppError } from '@contract/errors'
import { linesOf } from '../../lines'

const answerSchema = z.object({ ttfa_ms: z.number(), total_ms: z.number(), audio_s: z.number() })

export interface PeerAnswer {
  readonly firstAudioMilliseconds: number
  readonly totalMilliseconds: number
  readonly audioSeconds: number
}

/** A package loaded and warm in a process of its own. */
export interface PeerProcess {
  /** @param file where it is to write the sound as well, inside its time; absent: nowhere */
  speak(text: string, file?: string): Promise<PeerAnswer>
  /** Ends the process and waits for it. */
  dispose(): Promise<void>
}

const maxAnswerChars = 10_000
const keptErrorChars = 2_000

/**
 * Starts a Python program that says {"ready": …} and then answers lines {"text", "file"?}.
 * @throws AppError 'engine/crashed' with the program's last words; `signal.reason`
 */
export async function startPeer(options: {
  python: string
  source: string
  args: readonly string[]
  signal: AbortSignal
}): Promise<PeerProcess> {
  const { signal } = options
  const child = spawn(options.python, ['-u', '-c', options.source, ...options.args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    // The numeric libraries under it start a thread for every core otherwise.
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1', MKL_NUM_THREADS: '1' },
    windowsHide: true,
  })
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrorChars)
  })
  // What is written to a process that has died is reported by its missing answer.
  child.stdin.on('error', () => undefined)
  const ended = once(child, 'close').catch(() => undefined)
  const kill = (): void => void child.kill()
  signal.addEventListener('abort', kill, { once: true })
  const answers = linesOf(child.stdout, maxAnswerChars)

  const nextAnswer = async (): Promise<unknown> => {
    const next = await answers.next()
    signal.throwIfAborted()
    if (!next.done && next.value !== null) return JSON.parse(next.value) as unknown
    throw new AppError('engine/crashed', `The compared package ended: ${errors.trim()}`)
  }
  const dispose = async (): Promise<void> => {
    signal.removeEventListener('abort', kill)
    child.stdin.end()
    child.kill()
    await ended
  }
  try {
    await nextAnswer()
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    dispose,
    async speak(text, file) {
      child.stdin.write(`${JSON.stringify({ text, file })}\n`)
      const { ttfa_ms, total_ms, audio_s } = answerSchema.parse(await nextAnswer())
      return { firstAudioMilliseconds: ttfa_ms, totalMilliseconds: total_ms, audioSeconds: audio_s }
    },
  }
}
