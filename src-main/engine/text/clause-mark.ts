/** A mark at which a clause ends, a sentence does not; in a text and in phonemes. */
export const clauseMark = /[,;:—–…]/
