#!/usr/bin/env python3
"""Runs the program of a systemd unit in a system where systemd does not run: with its user, folder and environment.

Usage: unit.py SYSTEM UNIT
"""

import os
import pathlib
import shlex
import sys


def main() -> None:
    system, unit = pathlib.Path(sys.argv[1]), sys.argv[2]
    service = settings(system / "lib/systemd/system" / unit)
    # Each variable may be in several lines. The file of the administrator comes last.
    variables = shlex.split(" ".join(service["Environment"]))
    for file in service["EnvironmentFile"]:
        lines = (system / file.lstrip("-/")).read_text().splitlines()
        variables += [line for line in lines if line and not line.startswith("#")]
    entry = next(
        line.split(":")
        for line in (system / "etc/passwd").read_text().splitlines()
        if line.startswith(f"{service['User'][0]}:")
    )
    command = shlex.split(service["ExecStart"][0])
    os.chroot(system)
    os.chdir(service["WorkingDirectory"][0].replace("%S", "/var/lib"))
    os.setgroups([])
    os.setgid(int(entry[3]))
    os.setuid(int(entry[2]))
    path = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin"
    os.execve(command[0], command, dict(variable.split("=", 1) for variable in [path, *variables]))


def settings(unit: pathlib.Path) -> dict[str, list[str]]:
    """Returns the values of each setting, in the order of the file."""
    found: dict[str, list[str]] = {}
    for line in unit.read_text().splitlines():
        name, separator, value = line.partition("=")
        if separator and not line.startswith("#"):
            found.setdefault(name, []).append(value)
    return found


if __name__ == "__main__":
    main()
