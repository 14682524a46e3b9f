import { AppError } from '@contract/errors'
import { reasonText } from '@contract/reasons'
import { createTranslator } from '@contract/strings/translator'
import { reportDevices } from '../../engine'
import type { CommandContext } from '../context'
import { installSubject } from './bench/subject'

/** `devices`: tries everything that could run the voice on this machine, and says what will, and why not the others. */
export async function devices(context: CommandContext): Promise<void> {
  const { line, terminal, signal, workerPath } = context
  if (line.operands.length > 0) throw new AppError('usage/invalid', 'devices takes no words')
  const installed = await installSubject(context)
  const { device, providers } = await reportDevices({
    workerPath,
    voice: { ...installed, device: line.settings.device },
    signal,
    onTry: (name) => terminal.status(`Trying ${name}`),
  })
  terminal.progressDone()
  const { t } = createTranslator('en')
  const told = providers.map(({ reason, ...provider }) =>
    reason === undefined ? provider : { ...provider, reason: reasonText(t, reason) },
  )
  terminal.json({ voice: installed.manifest.id, device, providers: told })
  terminal.line(`${installed.manifest.name} runs on ${device}`)
  for (const { name, state, millisecondsPerSecond, ...more } of told) {
    const reason = 'reason' in more ? more.reason : ''
    const time = millisecondsPerSecond === undefined ? '' : `${millisecondsPerSecond.toFixed(1)} ms`
    terminal.line(`  ${name.padEnd(22)} ${state.padEnd(11)} ${time.padStart(9)}  ${reason}`.trimEnd())
  }
  terminal.line('(time to make one second of speech, where it was measured)')
}
