#!/usr/bin/env python3
"""Prints the licence texts of all crates that a program contains. Reads the output of `cargo metadata`.

Usage: licences.py CRATE <metadata.json
"""

import json
import pathlib
import re
import sys

LICENCE_FILE = re.compile(r"(?i)^(licen[cs]e|copying|copyright|notice|unlicense)")


def main() -> None:
    texts: dict[str, list[str]] = {}
    for package in crates(json.load(sys.stdin), sys.argv[1]):
        name = f"{package['name']} {package['version']} ({package['license'] or 'see its text'})"
        for text in licence_texts(pathlib.Path(package["manifest_path"]).parent) or [""]:
            texts.setdefault(text, []).append(name)
    print("The program contains the crates below, each under the licence in parentheses.")
    for text, names in sorted(texts.items(), key=lambda item: item[1]):
        print("\n" + "=" * 80 + "\n" + "\n".join(names) + "\n" + "-" * 80)
        print(text or "The crate contains no licence text.")


def crates(metadata: dict, root: str) -> list[dict]:
    """Returns the crates of other projects that are linked into `root`, in the order of their names."""
    packages = {package["id"]: package for package in metadata["packages"]}
    nodes = {node["id"]: node for node in metadata["resolve"]["nodes"]}
    found: set[str] = set()
    waiting = [id for id in metadata["workspace_members"] if packages[id]["name"] == root]
    if not waiting:
        sys.exit(f"There is no crate {root} in the workspace.")
    while waiting:
        id = waiting.pop()
        if id in found:
            continue
        found.add(id)
        # Programs that run during the build only, and tests, are not in the product.
        waiting += [
            dependency["pkg"]
            for dependency in nodes[id]["deps"]
            if any(kind["kind"] is None for kind in dependency["dep_kinds"])
        ]
    linked = [packages[id] for id in found if packages[id]["source"]]
    return sorted(linked, key=lambda package: (package["name"], package["version"]))


def licence_texts(folder: pathlib.Path) -> list[str]:
    files = sorted(path for path in folder.iterdir() if path.is_file() and LICENCE_FILE.match(path.name))
    texts = [path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n").strip() for path in files]
    return list(dict.fromkeys(texts))


if __name__ == "__main__":
    main()
