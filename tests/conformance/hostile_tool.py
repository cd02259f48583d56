"""A tool that does everything a tool must not: which of it is its first argument.

Nothing here goes on by itself: whatever multiplies stops at a few hundred, whatever waits ends after a minute.
"""

from __future__ import annotations

import json
import os
import signal
import sys
import threading
import time

MANY = 300

READY = {"message": "ready", "protocol": 1, "name": "hostile", "capabilities": ["rules", "partial", "units"],
         "units": "any"}  # fmt: skip


def say(message: object) -> None:
    sys.stdout.write(json.dumps(message) + "\n")
    sys.stdout.flush()


def misbehave(way: str, message: dict[str, object]) -> None:  # noqa: PLR0915  a list of what a tool can do wrong
    seq = message["seq"]
    number = {"kind": "quantity", "value": "1", "unit": "1"}
    match way:
        case "hangs":
            time.sleep(60)
        case "floods":
            while True:
                sys.stdout.write("x" * 100_000)
        case "closes in the middle":
            sys.stdout.write('{"message":"value","seq"')
            sys.stdout.flush()
            os._exit(0)
        case "answers out of order":
            say({"message": "value", "seq": "another", "outputs": {}})
        case "answers twice":
            say({"message": "value", "seq": seq, "outputs": {}})
            say({"message": "value", "seq": seq, "outputs": {}})
        case "forks":
            for _ in range(3):
                if os.fork() == 0:
                    time.sleep(60)
            os._exit(1)
        case "leaves a child behind":
            if os.fork() == 0:
                os.setsid()
                os.close(0), os.close(1)
                time.sleep(60)
            os._exit(1)
        case "holds the pipe from below":
            if os.fork() == 0 and os.fork() == 0:
                os.setsid()
                time.sleep(60)
            os._exit(1)
        case "ignores the request to end":
            for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
                signal.signal(name, signal.SIG_IGN)
            while True:
                time.sleep(60)
        case "forks without bound":
            for _ in range(MANY):
                if os.fork() == 0:
                    time.sleep(60)
            time.sleep(60)
        case "forks as a tree":
            for _ in range(8):  # two to the eighth
                if os.fork() == 0:
                    os.setsid()
            time.sleep(60)
        case "leaves the dead unburied":
            for _ in range(MANY):
                if os.fork() == 0:
                    os._exit(0)
            time.sleep(60)
        case "starts threads":
            threading.stack_size(65_536)
            for _ in range(4 * MANY):
                threading.Thread(target=time.sleep, args=(60,), daemon=True).start()
            time.sleep(60)
        case "allocates in every child":
            for _ in range(6):
                if os.fork() == 0:
                    kept = [bytearray(20_000_000) for _ in range(15)]
                    time.sleep(60)
            time.sleep(60)
        case "keeps every processor busy":
            for _ in range(2 * (os.cpu_count() or 1)):
                if os.fork() == 0:
                    end = time.monotonic() + 20
                    while time.monotonic() < end:
                        pass
                    os._exit(0)
            time.sleep(60)
        case "opens descriptors":
            opened = []
            try:
                for _ in range(20_000):
                    opened.append(os.open("/dev/null", os.O_RDONLY))
            except OSError:
                opened = opened[:-10]
            say({"message": "fault", "seq": seq, "message_text": f"opened {len(opened)}"})
        case "fills the disk":
            try:
                for at in range(7):
                    with open(f"/tmp/footrule-hostile-{at}", "wb") as file:
                        os.posix_fallocate(file.fileno(), 0, 100_000_000)
                told = "it all fits"
            except OSError as error:
                told = f"full {error.errno}"
            say({"message": "fault", "seq": seq, "message_text": told})
        case "writes gigabytes of complaints":
            for _ in range(2_000):
                os.write(2, b"x" * 1_000_000)
            say({"message": "value", "seq": seq, "outputs": {}})
        case "fills the results":
            long = "x" * 900_000
            say({"message": "fault", "seq": seq, "message_text": long})
        case "allocates":
            kept = []
            while True:
                kept.append(bytearray(50_000_000))
        case "claims what it lacks":
            say({"message": "unsupported", "seq": seq, "capability": "rules"})
        case "invalid UTF-8":
            sys.stdout.buffer.write(b'{"message":"value","seq":"\xff\xfe"}\n')
            sys.stdout.buffer.flush()
        case "NaN":
            wanted = message.get("want", [])
            assert isinstance(wanted, list)
            say({"message": "value", "seq": seq, "outputs": {name: {**number, "value": "NaN"} for name in wanted}})
        case "bare NaN":
            say({"message": "value", "seq": seq, "outputs": {"x": float("nan")}})
        case "10^400":
            wanted = message.get("want", [])
            assert isinstance(wanted, list)
            say({"message": "value", "seq": seq, "outputs": {name: {**number, "value": "1e400"} for name in wanted}})
        case "deep nesting":
            sys.stdout.write("[" * 100_000 + "\n")
            sys.stdout.flush()
        case "reaches for the network":
            import socket  # noqa: PLC0415

            try:
                socket.create_connection(("192.0.2.1", 80), timeout=3)
                say({"message": "fault", "seq": seq, "message_text": "reached"})
            except OSError as error:
                say({"message": "fault", "seq": seq, "message_text": type(error).__name__ + str(error.errno)})


def main() -> None:
    way = sys.argv[1]
    for line in sys.stdin:
        message = json.loads(line)
        if message["message"] == "hello":
            say(READY)
        elif message["message"] == "choose":
            say({"message": "ok"})
        elif message["message"] == "eval":
            misbehave(way, message)


main()
