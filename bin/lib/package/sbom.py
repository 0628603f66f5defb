#!/usr/bin/env python3
"""Adds what cargo does not know to the list of components of the program: the browser app and the store.

Usage: sbom.py CRATES.cdx.json CONTENTS

CONTENTS is the folder that all packages contain. The list names its programs with their hashes.
"""

import datetime
import hashlib
import json
import os
import pathlib
import re
import subprocess
import sys

# A heading of the licences that the build of the browser app collects: "## svelte - 5.57.3 (MIT)".
APP_PACKAGE = re.compile(r"^## (?P<name>\S+) - (?P<version>\S+) \((?P<licence>[^)]+)\)$", re.MULTILINE)
STORE_VERSION = re.compile(rb"\bv=([0-9.]+)")


def main() -> None:
    crates, contents = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    # References contain the folder of the build.
    bom = json.loads(crates.read_text().replace(os.getcwd(), "/wpp"))
    # A random number would differ in each run.
    bom.pop("serialNumber", None)
    epoch = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    bom["metadata"]["timestamp"] = epoch.strftime("%Y-%m-%dT%H:%M:%SZ")
    program = bom["metadata"]["component"]
    program["hashes"] = hashes(contents / "wpp")
    added = app_packages(contents) + store(contents)
    bom["components"] += added
    # The program consists of its crates, and of these.
    of_program = next(entry for entry in bom["dependencies"] if entry["ref"] == program["bom-ref"])
    of_program["dependsOn"] = sorted([*of_program.get("dependsOn", []), *(part["bom-ref"] for part in added)])
    json.dump(bom, sys.stdout, indent=1, sort_keys=True)
    print()


def app_packages(contents: pathlib.Path) -> list[dict]:
    text = (contents / "licences" / "packages.md").read_text()
    return [library("npm", found["name"], found["version"], found["licence"]) for found in APP_PACKAGE.finditer(text)]


def store(contents: pathlib.Path) -> list[dict]:
    file = contents / "valkey-server"
    if not file.exists():
        return []
    # A program of another architecture does not run here.
    try:
        printed = subprocess.run([file, "--version"], capture_output=True, check=True).stdout
        version = STORE_VERSION.search(printed)[1].decode()
    except OSError:
        version = "unknown"
    return [library("generic", "valkey", version, "BSD-3-Clause") | {"type": "application", "hashes": hashes(file)}]


def library(kind: str, name: str, version: str, licence: str) -> dict:
    purl = f"pkg:{kind}/{name.replace('@', '%40')}@{version}"
    return {
        "type": "library",
        "bom-ref": purl,
        "name": name,
        "version": version,
        "purl": purl,
        "licenses": [{"expression": licence}],
    }


def hashes(file: pathlib.Path) -> list[dict]:
    return [{"alg": "SHA-256", "content": hashlib.sha256(file.read_bytes()).hexdigest()}]


if __name__ == "__main__":
    main()
