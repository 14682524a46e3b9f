"""Answers lines of standard input with the times of piper-tts, one thread. Argument: the voice's .onnx file."""
import json
import sys
import time
import wave

import onnxruntime

make_options = onnxruntime.SessionOptions


def one_thread():
    options = make_options()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return options


# The package opens its session with the default options, which take every core.
onnxruntime.SessionOptions = one_thread

from piper import PiperVoice  # noqa: E402


def main():
    started = time.perf_counter()
    voice = PiperVoice.load(sys.argv[1])
    for _ in range(2):
        list(voice.synthesize("The old lighthouse keeper climbed the winding stairs before the winter storm."))
    print(json.dumps({"ready": True, "load_ms": (time.perf_counter() - started) * 1e3}), flush=True)
    for line in sys.stdin:
        request = json.loads(line)
        started = time.perf_counter()
        first = None
        chunks = []
        for chunk in voice.synthesize(request["text"]):
            if first is None:
                first = time.perf_counter()
            chunks.append(chunk.audio_int16_bytes)
        if request.get("file"):
            with wave.open(request["file"], "wb") as target:
                target.setnchannels(1)
                target.setsampwidth(2)
                target.setframerate(voice.config.sample_rate)
                for chunk in chunks:
                    target.writeframes(chunk)
        ended = time.perf_counter()
        samples = sum(len(chunk) for chunk in chunks) // 2
        print(
            json.dumps(
                {
                    "ttfa_ms": (first - started) * 1e3,
                    "total_ms": (ended - started) * 1e3,
                    "audio_s": samples / voice.config.sample_rate,
                }
            ),
            flush=True,
        )


main()
