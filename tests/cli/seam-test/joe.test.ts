import { resolve } from 'node:path'
import { joeDirectory, why } from '../../engine/voices/vits/joe'
import { canSpeak, speakingNeeds } from '../../helpers/command-line'
import { describeVoice } from './bars'

describeVoice('joe', 1, {
  isSkipped: !canSpeak || joeDirectory !== resolve('models/joe/files'),
  reason: `${speakingNeeds} ${why}`,
})
