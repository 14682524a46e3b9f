import { damagedRecording, unplayableRecording } from './damaged-recording'
import { readMp3 } from './mp3-packets'
import { readMp4 } from './mp4-packets'
import { openPackets } from './packet-recording'
import type { Recording, SoundBytes } from './recording'
import { openWav } from './wav-recording'

/** What cannot be played, by the bytes it begins with. */
const others: readonly (readonly [begin: string, kind: string])[] = [
  ['OggS', 'Ogg'],
  ['fLaC', 'FLAC'],
  ['FORM', 'AIFF'],
  ['#!AMR', 'AMR'],
  ['\x1aE\xdf\xa3', 'WebM'],
]

/**
 * Opens a recording by its content: WAV, MP3, or AAC in an MPEG-4 file.
 * @throws AppError 'narration/unplayable' for another kind, 'narration/damaged', and what reading its bytes met
 */
export async function openRecording(bytes: SoundBytes): Promise<Recording> {
  const head = await bytes.read(0, 16)
  const begin = String.fromCharCode(...head)
  if (head.length === 0) throw damagedRecording('it is empty')
  if (['RIFF', 'RF64'].includes(begin.slice(0, 4)) && begin.slice(8, 12) === 'WAVE') return openWav(bytes)
  if (begin.slice(4, 8) === 'ftyp') return openPackets(bytes, await readMp4(bytes))
  const other = others.find(([signature]) => begin.startsWith(signature))
  if (other) throw unplayableRecording(other[1])
  return openPackets(bytes, await readMp3(bytes))
}
