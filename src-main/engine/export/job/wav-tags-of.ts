import type { ExportJob } from '@contract/export-job'
import type { WavTags } from '../../audio/wav-tags'
import type { Voice } from '../../voices/voice'
import { encodedTags } from './encoded-tags'
import { recordingTags } from './recording-tags'

/** What a WAV of a job says of itself: the same as the encoded recordings that are made of it. */
export function wavTagsOf(job: ExportJob, recording: number, voice: Pick<Voice, 'name'>): WavTags {
  const { album, artist, track } = encodedTags(job, recording, voice)
  return {
    ...recordingTags(job.recordings[recording].title, voice),
    ...(album === undefined ? {} : { product: album }),
    ...(artist === undefined ? {} : { artist }),
    ...(track === undefined ? {} : { track: String(track) }),
  }
}
