import { beforeEach, describe, expect, test, vi } from 'vitest'
import { MediaKeys, type MediaReading } from '../../../src-renderer/system/media-keys'
import { silenceAddress } from '../../../src-renderer/system/silence'

const reading = (part: Partial<MediaReading> = {}): MediaReading => ({
  state: 'playing',
  title: 'The Time Machine',
  chapter: 'II',
  time: null,
  ...part,
})

let handlers: Map<string, MediaSessionActionHandler>
let log: string[]
let session: { metadata: MediaMetadata | null; playbackState: MediaSessionPlaybackState } & Pick<
  MediaSession,
  'setActionHandler' | 'setPositionState'
>
let positions: (MediaPositionState | undefined)[]
const actions = {
  play: vi.fn(),
  pause: vi.fn(),
  previousSentence: vi.fn(),
  nextSentence: vi.fn(),
  stop: vi.fn(),
}
let isWanted: boolean
let keys: MediaKeys
beforeEach(() => {
  handlers = new Map()
  log = []
  isWanted = true
  positions = []
  session = {
    metadata: null,
    playbackState: 'none',
    setActionHandler(action, handler) {
      if (handler) handlers.set(action, handler)
      else handlers.delete(action)
    },
    setPositionState: (state) => void positions.push(state),
  }
  keys = new MediaKeys(
    {
      session,
      describe: ({ title, artist }) => ({ title, artist, album: '', artwork: [] }),
      isWanted: () => isWanted,
      makeSilence: () => {
        log.push('made')
        return {
          play: () => (log.push('play'), Promise.resolve()),
          pause: () => void log.push('pause'),
          removeAttribute: (name) => void log.push(`no ${name}`),
          load: () => void log.push('let go'),
        }
      },
    },
    actions,
  )
})

describe('MediaKeys', () => {
  test('a person can leave them to others, at once and for all that is read', () => {
    isWanted = false
    keys.show(reading())
    expect([log, handlers.size, session.playbackState, session.metadata]).toEqual([[], 0, 'none', null])
    isWanted = true
    keys.show(reading())
    expect(handlers.size).toBe(5)
    isWanted = false
    keys.show(reading())
    expect([handlers.size, session.playbackState, session.metadata]).toEqual([0, 'none', null])
    expect(log.slice(-2)).toEqual(['no src', 'let go'])
  })

  test('nothing is taken from anybody until something is read', () => {
    keys.show(reading({ state: 'none' }))
    expect(handlers.size).toBe(0)
    expect(log).toEqual([])
  })

  test('while something is read the keys are held, and a silent medium plays beside the voice', () => {
    keys.show(reading())
    expect(session.metadata).toMatchObject({ title: 'The Time Machine', artist: 'II' })
    expect(session.playbackState).toBe('playing')
    handlers.get('play')?.({ action: 'play' })
    handlers.get('pause')?.({ action: 'pause' })
    handlers.get('previoustrack')?.({ action: 'previoustrack' })
    handlers.get('nexttrack')?.({ action: 'nexttrack' })
    handlers.get('stop')?.({ action: 'stop' })
    for (const action of Object.values(actions)) expect(action).toHaveBeenCalledOnce()
    keys.show(reading({ state: 'paused' }))
    expect(session.playbackState).toBe('paused')
    expect(log).toEqual(['made', 'play', 'pause'])
  })

  test('afterwards they are given back, and the medium lets go of the sound', () => {
    keys.show(reading())
    keys.show(reading({ state: 'none' }))
    keys.release()
    expect(handlers.size).toBe(0)
    expect(session).toMatchObject({ metadata: null, playbackState: 'none' })
    expect(log).toEqual(['made', 'play', 'pause', 'no src', 'let go'])
    keys.show(reading())
    expect(log.filter((line) => line === 'made')).toHaveLength(2)
  })

  test('a position lies within its length, and one that is not known is not said', () => {
    keys.show(reading({ time: { durationSeconds: 60, positionSeconds: 61 } }))
    keys.show(reading({ time: { durationSeconds: Infinity, positionSeconds: 1 } }))
    keys.show(reading({ time: { durationSeconds: 0, positionSeconds: 0 } }))
    expect(positions).toEqual([{ duration: 60, position: 60, playbackRate: 1 }])
  })
})

describe('silenceAddress', () => {
  test('is a WAV file of more than five seconds in which nothing is heard', () => {
    const [head = '', body = ''] = silenceAddress().split(',')
    expect(head).toBe('data:audio/wav;base64')
    const bytes = Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))
    const view = new DataView(bytes.buffer)
    expect(String.fromCharCode(...bytes.slice(0, 4), ...bytes.slice(8, 12))).toBe('RIFFWAVE')
    expect(view.getUint32(4, true)).toBe(bytes.length - 8)
    expect(view.getUint32(40, true)).toBe(bytes.length - 44)
    expect((bytes.length - 44) / view.getUint32(28, true)).toBeGreaterThan(5)
    expect(bytes.subarray(44).every((byte) => byte === 0x80)).toBe(true)
  })
})
