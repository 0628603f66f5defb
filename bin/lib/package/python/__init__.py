"""Starts the program `wpp` that this package contains."""

import os
import pathlib
import sys

PROGRAM = pathlib.Path(__file__).parent / "bin" / "wpp"


def main() -> None:
    """Replaces this process with `wpp`, so that signals and the exit status are those of `wpp`."""
    os.execv(PROGRAM, ["wpp", *sys.argv[1:]])
