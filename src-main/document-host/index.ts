import { answerRequest } from './answer-request'
import { connectToLauncher } from './launcher-port'

// One request, one reply, and the process ends: nothing of one document is left for the next.
const launcher = connectToLauncher(process)
launcher.onRequest((message) => {
  void answerRequest(message).then((reply) => launcher.reply(reply))
})
