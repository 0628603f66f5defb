#!/usr/bin/env python3
"""Prints what a change affects, one item a line, for bin/check.

Usage: git diff --name-only … | bin/lib/changed.py

    crate NAME    a changed crate, or one that depends on it
    tests NAME    an integration test of such a crate that needs no server: the rules of the games
    web           the browser app
    scripts       the scripts in bin/ and .ci/
"""

import json
import os
import subprocess
import sys

# Changes of these files affect every crate.
WORKSPACE_FILES = {"Cargo.toml", "Cargo.lock", "clippy.toml", "rust-toolchain.toml", ".cargo/config.toml"}
WEB_SUFFIXES = (".svelte", ".ts", ".js", ".mjs", ".css", ".html", ".json")
# Crates below these folders have no I/O, so all their tests are fast and need no server.
PURE_FOLDERS = ("shared/game", "shared/cartridges")


def main():
    files = [line.strip() for line in sys.stdin if line.strip()]
    packages = workspace_packages()
    affected = with_dependents(packages, {name for name in map(lambda file: owner(packages, file), files) if name})
    if WORKSPACE_FILES & set(files):
        affected = set(packages)
    for name in sorted(affected):
        print("crate", name)
    pure = [package for name, package in packages.items() if name in affected and is_pure(package)]
    for target in sorted({target for package in pure for target in package["tests"]}):
        print("tests", target)
    if any(is_web(file) for file in files):
        print("web")
    if any(file.startswith(("bin/", ".ci/")) for file in files):
        print("scripts")


def workspace_packages():
    """Returns name → folder, dependencies and integration tests of every crate of the workspace."""
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--no-deps", "--offline"], check=True, capture_output=True
    )
    packages = json.loads(metadata.stdout)["packages"]
    return {
        package["name"]: {
            "folder": os.path.relpath(os.path.dirname(package["manifest_path"])),
            "dependencies": {dependency["name"] for dependency in package["dependencies"]},
            "tests": [target["name"] for target in package["targets"] if "test" in target["kind"]],
        }
        for package in packages
    }


def is_pure(package):
    return package["folder"].startswith(PURE_FOLDERS)


def owner(packages, file):
    """Returns the crate with the deepest folder that contains the file. Files of the browser app belong to none."""
    if is_web(file) or file.endswith(".md"):
        return None
    owners = [name for name, package in packages.items() if file.startswith(package["folder"] + "/")]
    return max(owners, key=lambda name: len(packages[name]["folder"]), default=None)


def is_web(file):
    folder = file.startswith("api/web/") or (file.startswith("shared/cartridges/") and "/web/" in file)
    return folder and file.endswith(WEB_SUFFIXES)


def with_dependents(packages, names):
    while True:
        more = {name for name, package in packages.items() if package["dependencies"] & names} - names
        if not more:
            return names
        names = names | more


if __name__ == "__main__":
    main()
