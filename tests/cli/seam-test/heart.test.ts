import { canSpeak, speakingNeeds } from '../../helpers/command-line'
import { describeVoice } from './bars'

describeVoice('heart', 2, { isSkipped: !canSpeak, reason: speakingNeeds })
