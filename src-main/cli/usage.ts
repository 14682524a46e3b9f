import { chapterSilenceRange, cueChoices, perChoices, usualNamePattern } from '@contract/export-ways'
import { subtitleFormatIds } from '@contract/recording-files'
import { fileFormats } from './file-choice'
import { narrateLoudness } from './loudness-choice'
import { accepted, maxWorkers, rateHzRange } from './option-bounds'
import { bitsChoices } from './recording-choice'

/** Printed by `help`. */
export const usage = `Usage: npm start -- COMMAND [OPTIONS]

  speak "TEXT" --out FILE.wav     say a text and save it
  narrate FILE... --out DIR       narrate documents into DIR: EPUB, PDF, Word (.docx), HTML, Markdown or text; run again
                                  it goes on with what a sudden end left
  narrate NAME.lector-export...   go on with what was left there, as it was begun, beside it or in --out DIR
  text FILE                       what is read of a document, in order; with --json every block of it, the rule that
                                  skips it, and its contents; exits with 3 where the document cannot be read
  phonemes "TEXT"                 what the voice says, in words and in its own alphabet, with the place of each word
  phonemes --lines FILE           the same for each line of a file, one line (or JSON object) for each
  coverage FILE                   what becomes of every character of a document: spoken, silent by which rule,
                                  or unaccounted
  voices [--language LANG]        list the voices; with --all those that Piper publishes too, with --refresh as they are
                                  now; exits with 4 where that needs a network and there is none
  voices --fetch [VOICE]          fetch one; broken off, it goes on where it was
  voices --licence VOICE          under which terms it may be used
  voices --remove VOICE           remove one
  voices --import PATH            take one in: a Piper .onnx with its .onnx.json beside it, or a folder
  bench [--runs N] [--threads N]  time the voice on this machine
  bench startup [--runs N]        time the start of the window and of its voice, and count what it holds when idle
  bench --pipeline                time the two threads of a voice against one, with a log of every push
  bench --peer hibari|piper       time it against a published Python package, in the same run
  bench --stdin                   answer each line {"text": "…"} with its times, one JSON object a line
  seam-test ["TEXT"] [--out DIR]  compare the ways to join chunks, of heart and joe or of --voice: at pushes of
                                  1, 2, 7, 25, 100 and all frames (told as their number), and as played;
                                  sounds, pictures and a blind listening test into DIR (lector-seam-test)
  verify DIR|REPORT...            hold narrated recordings to their reports (NAME.lector-report.json): every file and
                                  every sentence in it, loudness and true peak; exits with 1 unless all is well
  devices                         what can run the voice here, how fast, and why not the others
  help, version

  --password PASSWORD    of a document that is encrypted with one
  --encoding NAME        of a text file, in place of the one that is guessed: windows-1252, Shift_JIS …
  --whole-page           all of a web page, not the article in it alone
  --pronunciations FILE  how words are said: CSV, JSON or a PLS lexicon, or lines of "word,say"
  --words               with speak and narrate: beside the recording, what is said when (NAME.words.json)
  --per WHAT            with narrate: a file for each ${perChoices.join(', ')} (book)
  --names PATTERN       with narrate: of chapters’ files, with {n}, {nn}, {count}, {book}, {chapter}, {author},
                        {voice} (${usualNamePattern})
  --format LIST         with narrate: one or several of ${fileFormats.join(', ')} with commas between them
                        (wav); epub is an EPUB again, with its narration in it
  --subtitles LIST      with narrate: beside each recording, ${subtitleFormatIds.join(' or ')}, or both
  --bits N              with narrate: ${Object.keys(bitsChoices).join(', ')} (16)
  --cues WHAT           with narrate: what cue points are set at, ${cueChoices.join(', ')} (chapters)
  --chapters LIST       with narrate: which chapters, as in 1,3-5 (all)
  --speak-titles        with narrate: chapters that do not begin with their titles have them said
  --chapter-silence MS  with narrate: between chapters of one file, ${chapterSilenceRange.min} to ${chapterSilenceRange.max} (1500)
  --workers N           with narrate: sentences rendered side by side, 1 to ${maxWorkers} (what suits the machine);
                        what is written is the same
  --no-cache            with narrate: renders everything, and keeps none of it for the next time
  --json                one JSON object on standard output, progress on standard error
  --voice NAME          which voice (heart); or the .onnx of a Piper voice, its .onnx.json beside it
  --voice-for LANG=NAME which voice reads text in a language (one of it that is installed); may be repeated
  --quote-voice NAME    which voice reads what stands between quotation marks (that of the rest)
  --lock-voice          the voice reads everything, whatever language it is in
  --speaker NAME        which speaker of a voice that has several, by name or number (the first);
                        of kokoro-heart two can be blended: af_heart+af_bella:0.4
  --device NAME         ${accepted.device}:
                        the fastest known by what devices found (auto)
  --speed X             ${accepted.speed} (1)
  --pause-shrink N      how far pauses shrink with faster speech, ${accepted['pause-shrink']} percent (50)
  --seed N              seed of the voice's noise, ${accepted.seed} (1)
  --rate HZ             samples a second in the file, ${rateHzRange.min} to ${rateHzRange.max} (the voice's own)
  --gain DB             how much louder, ${accepted.gain} (0)
  --loudness LUFS       brings every voice to the same loudness, ${accepted.loudness} (the voice's own);
                        with narrate what is written, ${narrateLoudness} (-18)
  --chunk-ms N          chunk length, ${accepted['chunk-ms']} (adaptive when absent)
  --seam MODE           ${accepted.seam} (cached)
  --overlap N           frames of overlap-add: ${accepted.overlap} (3)
  --overlap-curve NAME  weights of overlap-add: ${accepted['overlap-curve']} (raised-cosine)
  --crossfade-ms N      length of the cross-fade, ${accepted['crossfade-ms']}: by pitch and loudness (10)`
