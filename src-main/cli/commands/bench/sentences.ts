/** Plain sentences by their number of words, so that the figures are the voice's and not the normaliser's. */
export const benchSentences: readonly (readonly [words: number, text: string])[] = [
  [12, 'The old lighthouse keeper climbed the winding stairs before the winter storm.'],
  [
    40,
    'Nobody in the village remembered who had planted the three old apple trees behind the school, but every autumn the children gathered the fruit in wide baskets, carried it home along the river, and shared it with their neighbours.',
  ],
  [
    60,
    'When the last train of the evening had left the station and the lamps along the platform were going out one by one, the porter sat down on his bench with a cup of tea, listened to the rain on the glass roof above him, and thought about the many travellers he had seen that day and where they might be going now.',
  ],
]

/** Said before anything is timed. */
export const warmUpSentences = benchSentences.slice(0, 2).map(([, text]) => text)

/** A page of sentences of all lengths, for what shows only from one sentence to the next. */
export const benchPage = [
  ...benchSentences.map(([, text]) => text),
  'Nothing stirred.',
  'She counted the coins twice, put them back into the jar, and said that there would be enough for the journey after all.',
  benchSentences[0][1],
].join(' ')
