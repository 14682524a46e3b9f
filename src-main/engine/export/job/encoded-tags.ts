import type { ExportJob } from '@contract/export-job'
import type { Voice } from '../../voices/voice'
import type { EncodedTags } from '../encoded/encoded-form'
import { recordingTags } from './recording-tags'

/**
 * What an encoded recording says of itself, in the fields by which players sort audiobooks: the author is its artist, the
 * book its album, a chapter in a file of its own one of its tracks.
 */
export function encodedTags(job: ExportJob, recording: number, voice: Pick<Voice, 'name'>): EncodedTags {
  const { document, chapters, recordings } = job
  const { title, fromChapter, untilChapter } = recordings[recording]
  const { comment } = recordingTags(title, voice)
  const isChapter = chapters.length > 1 && untilChapter - fromChapter === 1
  return {
    ...{ title, album: document.title },
    ...(document.authors.length > 0 ? { artist: document.authors.join(', ') } : {}),
    ...(isChapter ? { track: fromChapter + 1, trackCount: chapters.length } : {}),
    ...(comment === undefined ? {} : { comment }),
    ...(document.language === undefined ? {} : { language: document.language }),
  }
}
