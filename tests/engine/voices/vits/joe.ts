import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'

const model = 'en_US-joe-medium.onnx'

/** Where the voice's files are, if they are: the folder LECTOR_TEST_JOE, else the voice's own. */
export const joeDirectory =
  [process.env['LECTOR_TEST_JOE'], resolve('models/joe/files')].find(
    (folder) => folder !== undefined && existsSync(join(folder, model)),
  ) ?? ''

export const noJoe = joeDirectory === ''
export const why = '(needs the voice joe, skipped where its files are not fetched)'

export const joeModel = join(joeDirectory, model)
export const joeConfig = join(joeDirectory, `${model}.json`)

/** "Streaming speech must not sound any different from speech that was made in one piece, …" */
export const twentyWords =
  'stɹˈiːmɪŋ spˈiːtʃ mˈʌst nˌɑːt sˈaʊnd ˌɛni dˈɪfɹənt fɹʌm spˈiːtʃ ðæt wʌz mˌeɪd ɪn wˈʌn pˈiːs, wʌtˈɛvɚ ðə pˈʊʃᵻz wɜː.'

/** "When the last train of the evening had left the station and the lamps along the platform were going out …" */
export const fortyWords =
  'wˌɛn ðə lˈæst tɹˈeɪn ʌvðɪ ˈiːvnɪŋ hæd lˈɛft ðə stˈeɪʃən ænd ðə lˈæmps ɐlˈɔŋ ðə plˈætfɔːɹm wɜː ɡˌoʊɪŋ ˈaʊt wˈʌn baɪ wˌʌn, ðə pˈoːɹɾɚ sˈæt dˌaʊn ˌɔn hɪz bˈɛntʃ wɪð ɐ kˈʌp ʌv tˈiː, ænd lˈɪsənd tə ðə ɹˈeɪn aʊtsˈaɪd.'
