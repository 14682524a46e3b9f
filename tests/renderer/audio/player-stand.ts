import type { SpeechCommand, SpeechEvent } from '@contract/speech'
import { speechCommandSchema } from '@contract/speech'
import type { Bridge } from '../../../src-renderer/bridge/bridge'
import {
  createSpeechPlayer,
  type PlayerState,
  type SpeechPlayer,
} from '../../../src-renderer/audio/speech-player'
import { FakeOutput } from '../../helpers/fake-output'
import { createConnection, settle, type Connection } from '../../helpers/port-pair'
import { serveSine } from '../../helpers/sine-engine'

/** A player between an engine that hums and outputs that tests let run; its time passes when they say so. */
export interface PlayerStand {
  readonly player: SpeechPlayer
  readonly connections: Connection[]
  readonly outputs: FakeOutput[]
  /** Every state the player was in. */
  readonly states: PlayerState[]
  /** What the engine was told. */
  readonly commands: SpeechCommand[]
  /** Answers the next connections. */
  serve: (connection: Connection) => void
  /** Why the next outputs cannot be opened, one each. */
  readonly outputFailures: unknown[]
  now: number
  output(): FakeOutput
  look(): void
  engineNews(payload: unknown): void
  /** Says something to the page in the engine's name. */
  tell(event: SpeechEvent): void
  /** Lets messages arrive, then sound run, then the player look. */
  play(seconds: number): Promise<void>
  dispose(): Promise<void>
}

/** @param serve answers connections in place of the engine that hums */
export async function openPlayerStand(serve?: (connection: Connection) => void): Promise<PlayerStand> {
  const connections: Connection[] = []
  const outputs: FakeOutput[] = []
  const states: PlayerState[] = []
  const commands: SpeechCommand[] = []
  const hum = ({ engine: { control, pcm } }: Connection): void =>
    serveSine(
      {
        postMessage: control.postMessage,
        onMessage: (listener) =>
          control.onMessage((message) => {
            commands.push(speechCommandSchema.parse(message))
            listener(message)
          }),
      },
      pcm,
    )
  const bridge: Bridge = {
    call: () => Promise.reject(new Error('The player calls nothing')),
    on(notice, handler) {
      stand.engineNews = (payload) => handler(notice.payload.parse(payload))
      return () => undefined
    },
    connectSpeech() {
      const connection = createConnection()
      connections.push(connection)
      stand.serve(connection)
      return Promise.resolve(connection.page)
    },
    pathOfFile: () => '',
  }
  const stand: Omit<PlayerStand, 'player'> = {
    connections,
    outputs,
    states,
    commands,
    outputFailures: [],
    now: 0,
    serve: serve ?? hum,
    output() {
      const last = outputs.at(-1)
      if (!last) throw new Error('No output was opened')
      return last
    },
    look: () => undefined,
    engineNews: () => undefined,
    tell: (event) => connections.at(-1)?.engine.control.postMessage(event),
    async play(seconds) {
      const steps = Math.max(1, Math.round(seconds / 0.02))
      for (let step = 0; step < steps; step += 1) {
        await settle(2)
        stand.output().run(seconds / steps)
        stand.now += (seconds / steps) * 1_000
        stand.look()
      }
    },
    async dispose() {
      await player.dispose()
      await player.dispose()
      for (const connection of connections) connection.cut()
    },
  }
  const player = createSpeechPlayer(bridge, {
    openOutput: (rate) => {
      const failure = stand.outputFailures.shift()
      if (failure !== undefined) return Promise.reject(failure)
      outputs.push(new FakeOutput(rate, 480))
      return Promise.resolve(stand.output())
    },
    now: () => stand.now,
    wallNow: () => stand.now,
    every(_milliseconds, task) {
      stand.look = task
      return () => undefined
    },
  })
  player.subscribe(() => {
    if (states.at(-1) !== player.state) states.push(player.state)
  })
  await settle()
  return Object.assign(stand, { player })
}
