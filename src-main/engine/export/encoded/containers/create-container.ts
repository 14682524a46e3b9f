import type { EncodedFormat } from '@contract/recording-files'
import type { EncodedForm } from '../encoded-form'
import type { EncodingStart } from '../encoding/encoding'
import type { UnfinishedFile } from '../../recording/unfinished-file'
import type { Container } from './container'
import { createFlacContainer } from './flac/flac-container'
import { createMp3Container } from './mp3/mp3-container'
import { createMp4Container } from './mp4/mp4-container'
import { createOggContainer } from './ogg/ogg-container'

type Maker = (file: UnfinishedFile, form: EncodedForm, start: EncodingStart) => Container

const makers: Record<EncodedFormat, Maker> = {
  m4b: createMp4Container,
  mp3: createMp3Container,
  flac: createFlacContainer,
  opus: createOggContainer,
}

/** The container of a form. */
export function createContainer(file: UnfinishedFile, form: EncodedForm, start: EncodingStart): Container {
  return makers[form.format](file, form, start)
}
