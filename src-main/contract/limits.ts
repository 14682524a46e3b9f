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
/*
 * What reading one document may take. The process that reads it watches itself and counts processor time, so that a busy
 * machine refuses no honest file; the launcher counts by the clock, for what waits without working. A damaged or hostile
 * file must cost less than 5 s and 512 MiB: no small file may come near that.
 */
/** A document's first text, and each piece after it, is there after this long by the clock, or never. */
export const documentAnswerMilliseconds = 15_000
/** All of a document by the clock, as far as it was asked for: twice its processor time, for a machine that is shared. */
export const documentReadMilliseconds = 120_000
/** Processor time to the first text of the smallest file: the largest honest ones of 100 KB take a third of it. */
export const documentCpuMilliseconds = 3_000
/** And for every MiB of the file: a web page of 1 MB, which is understood as a whole, takes 2 s, and machines differ. */
export const documentCpuMillisecondsPerMebibyte = 2_000
/** To the first text of the largest file. */
export const maxFirstTextCpuMilliseconds = 15_000
/** For every piece that has come (20,000 characters): honest ones take 50 to 300 ms. */
export const pieceCpuMilliseconds = 1_000
/** Of a whole document. */
export const maxDocumentCpuMilliseconds = 60_000
/** Resident memory of the process that reads a small file; 70 of it are its own, and it is measured every 20 ms. */
export const documentResidentMebibytes = 450
/** A file up to this size is small. */
export const smallDocumentMebibytes = 4
/** Resident memory for every further MiB: text is kept as bytes, as characters, as blocks and as a message. */
export const residentMebibytesPerMebibyte = 12
/** Of the process that reads the largest file. */
export const maxResidentMebibytes = 1_024
/** JavaScript heap of that process: with what lies outside of it, the resident memory above. */
export const documentHeapMebibytes = 960
/*
 * What writing a book with its narration may take: it was opened before, within the limits above, and is read again, marked
 * word by word and packed.
 */
/**
 * Processor time, as many times what reading it may take; what is told earns as much as what is read. Novels take two to five
 * times as long as reading them does, five megabytes in fifty files ten times: 26 s for 63,000 sentences.
 */
export const bookWritingTimes = 5
/** For every MiB of sound, which is summed as it is copied: 3 ms, and machines differ. */
export const soundCpuMillisecondsPerMebibyte = 30
/** For what is done between two pieces of what is told, by the clock … */
export const bookAnswerMilliseconds = 60_000
/** … and for all of it … */
export const bookWriteMilliseconds = 600_000
/** … with so much more for every MiB that is copied: a drive in the network writes two of them a second. */
export const copyMillisecondsPerMebibyte = 500
/** Sentences that are told at once, some 200 KB; marking them takes 100 ms of the processor. */
export const maxToldSentences = 256
/** Text of one message about a document, in UTF-16 units; a single longer block is one message all the same. */
export const maxPieceChars = 40_000
/** Blocks of one message: what a block weighs beside its text. */
export const maxPieceBlocks = 2_000
/** The engine host answers a ping within this time or is replaced: with the time to the next ping it is noticed within 5 s. */
export const engineSilenceMilliseconds = 4_000
/** An archive (EPUB, DOCX) may be this large: illustrated books have 200 MB, a few with films 1 GB. */
export const maxArchiveBytes = 2 * 2 ** 30
/** Files in one archive: a bible cut by chapter has 1,300. */
export const maxArchiveEntries = 10_000
/** One file of an archive, inflated: the longest chapter seen has 5 MB. */
export const maxArchiveEntryBytes = 256 * 2 ** 20
/** What is inflated of one archive altogether; pictures, fonts and sound are left as they are. */
export const maxArchiveInflatedBytes = 2 ** 30
/** A picture of a document, as it lies in its archive: the largest seen in books have 12 MB. */
export const maxPictureBytes = 32 * 2 ** 20
/** Bytes of a document's recording that are handed over at once: four minutes of spoken MP3, 40 s of a plain WAV. */
export const maxSoundRangeBytes = 2 * 2 ** 20
/** A stretch of a PDF's file handed to the page at once. */
export const maxPageFileBytes = 2 ** 20
/** Blocks whose places on the pages are handed over at once. */
export const maxPageBlocks = 512
/** Prose shrinks to a third, a table of zeros to a hundredth; only what is made to burst shrinks further. */
export const maxArchiveRatio = 200
/** Bytes of an archive's file for which any ratio will do: short files of one character are harmless. */
export const freeRatioBytes = 2 ** 20
/** Elements inside elements: a table in a text box in a table has 40. */
export const maxXmlDepth = 256
/** Elements, attributes and stretches of text in one XML file: a thousand pages of DOCX have 1 million, in 300 MB. */
export const maxXmlNodes = 2_500_000
