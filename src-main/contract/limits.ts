/** Text of one document, in UTF-16 units: a 2,000-page book is about 6 million. */
export const maxDocumentChars = 64_000_000
/** Text handed to the engine as one sentence before it is split at clauses. */
export const maxSentenceChars = 2_000
/** Phonemes given to an acoustic model at once: the models were trained on no more, and attention costs their square. */
export const maxSentencePhonemes = 400
/** Audio of one utterance at the voice's own pace; the acoustic model's memory grows with its length. */
export const maxSentenceSeconds = 30
/** A voice's model: a protobuf can be no larger, and published voices have 5 to 330 MB. */
export const maxModelBytes = 2 * 2 ** 30
/** The file beside a voice's model: published ones have 5 KB, those of hundreds of speakers 25. */
export const maxVoiceSettingsBytes = 4 * 2 ** 20
/** Pieces of work waiting between two stages: one being made, one ready. */
export const pipelineDepth = 2
/** Analyses or renders asked of one worker and not ended: a reading has two, an export a few more. */
export const maxOpenJobs = 32
/** A document's parser is stopped after this long. */
export const parseTimeoutMilliseconds = 30_000
/** A document's parser may use this much memory (JavaScript heap). */
export const parseHeapMebibytes = 1_024
/** The engine host answers a ping within this time or is replaced. */
export const engineSilenceMilliseconds = 5_000
/** An archive (EPUB, DOCX) may be this large: illustrated books have 200 MB, a few with films 1 GB. */
export const maxArchiveBytes = 2 * 2 ** 30
/** Files in one archive: a bible cut by chapter has 1,300. */
export const maxArchiveEntries = 10_000
/** One file of an archive, inflated: the longest chapter seen has 5 MB. */
export const maxArchiveEntryBytes = 256 * 2 ** 20
/** What is inflated of one archive altogether; pictures, fonts and sound are left as they are. */
export const maxArchiveInflatedBytes = 2 ** 30
/** Prose shrinks to a third, a table of zeros to a hundredth; only what is made to burst shrinks further. */
export const maxArchiveRatio = 200
/** Bytes of an archive's file for which any ratio will do: short files of one character are harmless. */
export const freeRatioBytes = 2 ** 20
/** Elements inside elements: a table in a text box in a table has 40. */
export const maxXmlDepth = 256
/** Elements, attributes and stretches of text in one XML file: a thousand pages of DOCX have 1 million, in 300 MB. */
export const maxXmlNodes = 2_500_000
