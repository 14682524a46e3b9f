import { baseOfTag } from './voice-order'

/** A short sentence in each language that voices are known to speak: what a voice says of itself. */
const sentences: Readonly<Record<string, string>> = {
  ar: 'هكذا أقرأ لك.',
  ca: 'Així et llegeixo.',
  cs: 'Takhle vám budu číst.',
  da: 'Sådan læser jeg for dig.',
  de: 'So lese ich Ihnen vor.',
  el: 'Έτσι σας διαβάζω.',
  en: 'This is how I read to you.',
  es: 'Así es como leo para ti.',
  fi: 'Näin minä luen sinulle.',
  fr: 'Voici comment je vous lis un texte.',
  hi: 'मैं आपके लिए ऐसे पढ़ती हूँ।',
  hu: 'Így olvasok fel önnek.',
  it: 'Ecco come leggo per te.',
  ja: 'このように読みます。',
  nl: 'Zo lees ik u voor.',
  no: 'Slik leser jeg for deg.',
  pl: 'Tak właśnie czytam.',
  pt: 'É assim que leio para você.',
  ro: 'Așa citesc pentru tine.',
  ru: 'Вот так я читаю.',
  sv: 'Så här läser jag för dig.',
  tr: 'Size böyle okuyorum.',
  uk: 'Ось так я читаю.',
  zh: '我就是这样朗读的。',
}

/** What a voice says to be heard before it is chosen; of a language that is not here, its own name. */
export function voiceSample({
  name,
  language,
}: {
  readonly name: string
  readonly language: string
}): string {
  return sentences[baseOfTag(language)] ?? name
}
