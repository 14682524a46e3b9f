"""Answers lines of standard input with the times of hibari-tts, one thread."""
import json
import sys
import time

from hibari import Hibari, SAMPLE_RATE, write_wav

import numpy


def main():
    started = time.perf_counter()
    voice = Hibari(threads=1)
    for _ in range(2):
        voice("The old lighthouse keeper climbed the winding stairs before the winter storm.")
    print(json.dumps({"ready": True, "load_ms": (time.perf_counter() - started) * 1e3}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        started = time.perf_counter()
        first = None
        parts = []
        for part in voice.stream(request["text"]):
            if first is None:
                first = time.perf_counter()
            parts.append(part)
        audio = numpy.concatenate(parts)
        if request.get("file"):
            write_wav(request["file"], audio)
        ended = time.perf_counter()
        print(
            json.dumps(
                {
                    "ttfa_ms": (first - started) * 1e3,
                    "total_ms": (ended - started) * 1e3,
                    "audio_s": len(audio) / SAMPLE_RATE,
                }
            ),
            flush=True,
        )


main()
