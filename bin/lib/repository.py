#!/usr/bin/env python3
"""Checks rules of the repository that no compiler checks: language, sizes, dependencies and documentation paths.

Usage: bin/lib/repository.py

Prints one line for each violation and exits with status 1 if there is one. CONTRIBUTING.md states the rules.
"""

import fnmatch
import glob
import json
import os
import re
import subprocess
import sys
from collections import Counter, defaultdict

MAX_FILE_LINES = 400
MAX_FUNCTION_LINES = 80
MAX_FOLDER_FILES = 15

# Words that make sentences hard to read for people whose first language is not English.
WORDS = set(
    "beside anew whoever whomever thereof hear hears heard hearing tell tells told telling "
    "say says said saying wish wishes fare fares fared eve lent manieth".split()
)
PHRASES = re.compile(r"\b(at rest|(?:is|are) to be)\b", re.IGNORECASE)

# (path pattern, words or None for all, reason)
LANGUAGE_EXCEPTIONS = [
    ("bin/lib/repository.py", None, "lists the words"),
    ("LICENSE*", None, "legal text"),
    ("*.lock", None, "generated"),
    ("*package-lock.json", None, "generated"),
    ("*.snap", None, "test output; its sources are checked"),
    ("migration/packs/*", None, "quiz questions"),
    ("*/common_passwords.txt", None, "passwords"),
    ("*/profanity/*", None, "word lists"),
    ("*/tests/cases/*", None, "sample texts of players"),
    ("*.proptest-regressions", None, "generated"),
    ("*da.ts", None, "Danish"),
]

# (path pattern, reason)
SIZE_EXCEPTIONS = [
    ("*.lock", "generated"),
    ("*package-lock.json", "generated"),
    ("*.snap", "test output"),
    ("*/generated/*", "generated"),
    ("*/contract/generated.ts", "generated from the server's types"),
    ("docs/*.json", "generated"),
    ("docs/events.md", "generated"),
    ("docs/decisions/*", "one file for each decision"),
    ("migration/packs/*", "quiz questions"),
    ("*/common_passwords.txt", "a list"),
]

SOURCE_SUFFIXES = (".rs", ".ts", ".svelte", ".css", ".js", ".mjs", ".sh", ".py")

# Workspace crates that a crate may depend on, directly or through others. Development dependencies are not counted.
ALLOWED_DEPENDENCIES = {
    "wpp-game": set(),
    "wpp-entity": set(),
    "wpp-migration": {"wpp-entity"},
    "wpp-runtime": {"wpp-entity", "wpp-game"},
}
FORBIDDEN_DEPENDENCIES = {"wpp-worker": {"wpp-library", "wpp-api"}, "wpp-api": {"wpp-worker"}}

violations = []


def main():
    os.chdir(os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", ".."))
    files = repository_files()
    for path in files:
        text = read_text(path)
        if text is None:
            continue
        check_language(path, text)
        check_size(path, text)
        if path.endswith(".md"):
            check_paths(path, text)
    check_folders(files)
    check_module_cycles(files)
    check_dependencies()
    for violation in violations:
        print(violation)
    if violations:
        sys.exit(f"{len(violations)} violations of the repository's rules. CONTRIBUTING.md explains each rule.")


def repository_files():
    """Returns the files that git tracks or would add."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"], check=True, capture_output=True
    )
    return sorted({path for path in listed.stdout.decode().split("\0") if path and os.path.isfile(path)})


def read_text(path):
    with open(path, "rb") as file:
        content = file.read()
    if b"\0" in content[:8000]:
        return None
    return content.decode("utf-8", errors="replace")


def check_language(path, text):
    exempt = set()
    for pattern, words, _reason in LANGUAGE_EXCEPTIONS:
        if fnmatch.fnmatch(path, pattern):
            if words is None:
                return
            exempt |= words
    for number, line in enumerate(text.splitlines(), 1):
        # Identifiers are split into their parts: `ToldOnce` and `told_once` contain "told".
        for part in re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+", line):
            if part.lower() in WORDS - exempt:
                violations.append(f"{path}:{number}: the word \"{part}\" is not used here")
        for phrase in PHRASES.findall(line):
            violations.append(f"{path}:{number}: the phrase \"{phrase}\" is not used here")


def check_size(path, text):
    if not path.endswith(SOURCE_SUFFIXES) or is_exempt(path):
        return
    lines = text.splitlines()
    if len(lines) > MAX_FILE_LINES:
        violations.append(f"{path}: {len(lines)} lines; the limit is {MAX_FILE_LINES}")
    start = re.compile(r"(\s*)(?:(?:pub(?:\([\w: ]+\))?|export|default|async|const|unsafe|static)\s+)*(?:fn|function)\s+\w+")
    for index, line in enumerate(lines):
        match = start.match(line)
        if not match or line.rstrip().endswith((";", "}")):
            continue
        # Formatters put the closing brace at the indentation of the first line.
        end = next((i for i in range(index + 1, len(lines)) if lines[i].rstrip() == match.group(1) + "}"), index)
        if end - index + 1 > MAX_FUNCTION_LINES:
            violations.append(f"{path}:{index + 1}: {end - index + 1} lines in a function; the limit is {MAX_FUNCTION_LINES}")


def check_folders(files):
    counts = Counter(os.path.dirname(path) for path in files if not is_exempt(path))
    for folder, count in sorted(counts.items()):
        # The root holds the files that tools look for there.
        if folder and count > MAX_FOLDER_FILES:
            violations.append(f"{folder}: {count} files; the limit is {MAX_FOLDER_FILES}")


def is_exempt(path):
    return any(fnmatch.fnmatch(path, pattern) for pattern, _reason in SIZE_EXCEPTIONS)


def check_paths(path, text):
    """Reports paths in `code spans` and links of a page that do not exist."""
    roots = {entry for entry in os.listdir(".") if os.path.isdir(entry)} - {"target", "var", ".git"}
    prose = re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)
    for span in re.findall(r"`([^`\s]+/[^`\s]*)`", prose):
        # The guide creates a cartridge named `snap`.
        if span.split("/")[0] in roots and "/snap/" not in span and not path_exists(span):
            violations.append(f"{path}: the path {span} does not exist")
    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)|src=\"([^\"]+)\"", prose):
        link = target[0] or target[1]
        if "://" in link or link.startswith("mailto:"):
            continue
        if not os.path.exists(os.path.join(os.path.dirname(path), link)):
            violations.append(f"{path}: the link {link} leads nowhere")


def path_exists(span):
    """Whether a path exists. `<kind>` and `NNNN` stand for any name, `{a,b}` for each of its alternatives."""
    braces = re.search(r"\{([^}]*)\}", span)
    if braces:
        return all(path_exists(span[: braces.start()] + one + span[braces.end() :]) for one in braces[1].split(","))
    if subprocess.run(["git", "check-ignore", "--quiet", span]).returncode == 0:
        return True
    return bool(glob.glob(re.sub(r"<[^>]*>|…|NNNN-title", "*", span.split("::")[0])))


def check_module_cycles(files):
    """Reports cycles between the top-level modules of the crates in shared/ and api/."""
    crates = defaultdict(lambda: defaultdict(set))
    for path in files:
        match = re.match(r"((?:shared/.+|api)/src)/([^/]+)", path)
        if not match or not path.endswith(".rs") or "/examples/" in path:
            continue
        module = match.group(2).removesuffix(".rs")
        if module in ("lib", "main", "bin"):
            continue
        code = re.sub(r"//.*", "", read_text(path).split("#[cfg(test)]")[0])
        uses = set(re.findall(r"\bcrate::(\w+)", code))
        for group in re.findall(r"\buse\s+crate::\{(.*?)\};", code, flags=re.DOTALL):
            while (flat := re.sub(r"\{[^{}]*\}", "", group)) != group:
                group = flat
            uses |= {name.strip().split("::")[0] for name in group.split(",")}
        crates[match.group(1)][module] |= uses
    for crate, modules in sorted(crates.items()):
        graph = {module: uses & modules.keys() - {module} for module, uses in modules.items()}
        for cycle in cycles(graph):
            violations.append(f"{crate}: the modules {', '.join(sorted(cycle))} depend on each other")


def cycles(graph):
    """Returns the sets of modules that can reach each other."""
    reach = {node: reachable(graph, node) for node in graph}
    found = []
    for node in sorted(graph):
        group = {other for other in reach[node] if node in reach[other]}
        if group and group not in found:
            found.append(group)
    return found


def reachable(graph, node):
    seen, waiting = set(), [node]
    while waiting:
        for use in graph[waiting.pop()] - seen:
            seen.add(use)
            waiting.append(use)
    return seen


def check_dependencies():
    metadata = subprocess.run(
        ["cargo", "metadata", "--format-version", "1", "--no-deps", "--offline", "--locked"],
        check=True,
        capture_output=True,
    )
    packages = json.loads(metadata.stdout)["packages"]
    names = {package["name"] for package in packages}
    graph = {
        package["name"]: {d["name"] for d in package["dependencies"] if d["kind"] != "dev"} & names
        for package in packages
    }
    for name in sorted(names):
        used = reachable(graph, name)
        forbidden = used & FORBIDDEN_DEPENDENCIES.get(name, set())
        if name in ALLOWED_DEPENDENCIES:
            forbidden |= used - ALLOWED_DEPENDENCIES[name]
        for other in sorted(forbidden):
            violations.append(f"{name}: must not depend on {other}, directly or through another crate")


if __name__ == "__main__":
    main()
