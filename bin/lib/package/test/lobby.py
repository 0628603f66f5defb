#!/usr/bin/env python3
"""Starts a server on port 8080, creates a lobby, and stops the server.

Fails if the lobby takes too long, the browser app is missing, or the server or its store does not end in order.
"""

import argparse
import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request

URL = "http://127.0.0.1:8080"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--within", type=float, required=True, help="seconds from the start to the lobby")
    parser.add_argument("--check", help="a shell command that must succeed while the server runs")
    parser.add_argument("command", nargs="+")
    options = parser.parse_args()
    started = time.monotonic()
    server = subprocess.Popen(options.command)
    try:
        seconds = check_lobby(server, started, options.within)
        if options.check:
            subprocess.run(options.check, shell=True, check=True)
    except Exception as error:
        # The namespace ends with this process, and with it every other one.
        sys.exit(f"{error}")
    server.send_signal(signal.SIGTERM)
    status = server.wait(timeout=30)
    left = programs()
    if status or left:
        sys.exit(f"The server ended with status {status} and left the programs {left}.")
    print(f"   lobby after {seconds:.2f} s, and a clean stop")


def check_lobby(server: subprocess.Popen, started: float, within: float) -> float:
    """Returns the seconds from the start to the answer with a new lobby."""
    while True:
        try:
            lobby = request("/api/sessions", {"cartridge": "fib"})
            break
        except (urllib.error.URLError, ConnectionError) as error:
            if server.poll() is not None:
                raise RuntimeError(f"The server ended with status {server.returncode}.") from error
            if time.monotonic() - started > within:
                raise RuntimeError(f"There is no lobby after {within} s: {error}") from error
            # A starting server gives no signal that works for every kind of package.
            time.sleep(0.01)
    seconds = time.monotonic() - started
    if seconds > within:
        raise RuntimeError(f"The lobby took {seconds:.2f} s; the limit is {within} s.")
    status = request(f"/api/sessions/{lobby['code']}")["status"]
    page = urllib.request.urlopen(URL, timeout=5).read().decode()
    if status != "lobby" or "<script" not in page:
        raise RuntimeError(f"The room has status {status!r}, and the page is: {page[:200]}")
    return seconds


def request(path: str, body: dict | None = None) -> dict:
    data = None if body is None else json.dumps(body).encode()
    headers = {"content-type": "application/json"}
    with urllib.request.urlopen(urllib.request.Request(URL + path, data, headers), timeout=5) as answer:
        return json.load(answer)


def programs() -> list[str]:
    """Returns the other programs in this process namespace that have not ended."""
    others = (pid for pid in os.listdir("/proc") if pid.isdigit() and int(pid) != os.getpid())
    names = []
    for pid in others:
        try:
            with open(f"/proc/{pid}/stat") as file:
                name, state = re.match(r"\d+ \((.*)\) (.)", file.read()).groups()
            # This process is the parent of orphans, and does not wait for them.
            if state != "Z":
                names.append(name)
        except OSError:
            pass  # It has ended.
    return names


if __name__ == "__main__":
    main()
