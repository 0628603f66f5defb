#!/usr/bin/env python3
"""Installs prebuilt programs from the Python package index without pip, which Debian packages separately.

Usage: install.py FOLDER REQUIREMENTS [PLATFORM]

REQUIREMENTS pins versions and SHA-256 hashes, as pip reads them. PLATFORM, such as manylinux_2_28_aarch64, replaces the platform
of this machine. The result is that of `pip install --no-deps --only-binary :all: --require-hashes --target FOLDER`, for wheels
that need no particular Python and declare no commands.

Settings, as for pip: PIP_INDEX_URL (default: the public index), PIP_CERT, SSL_CERT_FILE, https_proxy, no_proxy.
"""

import contextlib
import hashlib
import html.parser
import http.client
import os
import pathlib
import platform
import re
import shutil
import ssl
import sys
import tempfile
import urllib.parse
import urllib.request
import zipfile

INDEX = "https://pypi.org/simple"
# Seconds without a byte from the index.
TIMEOUT = 60
# Names of glibc versions from before they contained the version.
LEGACY_PLATFORMS = {"manylinux1": (2, 5), "manylinux2010": (2, 12), "manylinux2014": (2, 17)}


def main():
    if len(sys.argv) not in (3, 4):
        sys.exit(__doc__)
    folder, requirements = map(pathlib.Path, sys.argv[1:3])
    machine = Platform.parse(sys.argv[3]) if len(sys.argv) == 4 else Platform.of_this_machine()
    for name, version, hashes in read_requirements(requirements):
        install(find_wheel(name, version, hashes, machine), hashes, folder)


def read_requirements(file):
    """Returns name, version and hashes of each package."""
    lines = [line for line in file.read_text().splitlines() if not line.startswith("#")]
    entries = [entry.split() for entry in "\n".join(lines).replace("\\\n", " ").splitlines() if entry.strip()]
    for pin, *options in entries:
        hashes = {option[len("--hash=sha256:") :] for option in options if option.startswith("--hash=sha256:")}
        if not re.fullmatch(r"[\w.-]+==[\w.]+", pin) or len(hashes) != len(options) or not hashes:
            sys.exit(f"{file} has a line that needs pip: {' '.join([pin, *options[:2]])} … Install pip (Debian: python3-pip).")
        yield (*pin.split("=="), hashes)


class Platform:
    """A system, its version and its architecture."""

    def __init__(self, system, version, architecture):
        self.system, self.version, self.architecture = system, version, architecture

    def __str__(self):
        return f"{self.system} {'.'.join(map(str, self.version))} {self.architecture}"

    @classmethod
    def of_this_machine(cls):
        if sys.platform == "darwin":
            return cls("macosx", version(platform.mac_ver()[0]), platform.machine())
        library, number = platform.libc_ver()
        return cls("manylinux", version(number), platform.machine()) if library == "glibc" else cls("musllinux", (1, 2), platform.machine())

    @classmethod
    def parse(cls, tag):
        """Returns the platform of a tag in the name of a wheel, or None if the tag names no known platform."""
        legacy, _, architecture = tag.partition("_")
        if legacy in LEGACY_PLATFORMS:
            return cls("manylinux", LEGACY_PLATFORMS[legacy], architecture)
        found = re.fullmatch(r"(manylinux|musllinux|macosx)_(\d+)_(\d+)_(\w+)", tag)
        return found and cls(found[1], (int(found[2]), int(found[3])), found[4])

    def runs(self, tag):
        """Returns whether programs for the platform of this tag run here."""
        other = Platform.parse(tag)
        if other is None:
            return tag == "any"
        architectures = (self.architecture, "universal2") if self.system == "macosx" else (self.architecture,)
        return other.system == self.system and other.version <= self.version and other.architecture in architectures


def version(text):
    return tuple(int(part) for part in re.findall(r"\d+", text)[:2])


def find_wheel(name, version, hashes, machine):
    """Returns the address of the wheel that runs on the machine."""
    index = (os.environ.get("PIP_INDEX_URL") or INDEX).rstrip("/")
    page = f"{index}/{normalized(name, '-')}/"
    with connection(page) as answer:
        links = Links(answer.geturl())
        links.feed(answer.read().decode())
    for link in links.found:
        url, fragment = urllib.parse.urldefrag(link)
        file = urllib.parse.unquote(urllib.parse.urlsplit(url).path.rpartition("/")[2])
        # An index may omit the hash. The hash of the download counts.
        known = fragment.partition("sha256=")[2] in {"", *hashes}
        if known and file.lower().startswith(f"{normalized(name, '_')}-{version}-") and fits(file, machine):
            return url
    return sys.exit(f"{page} has no file of {name} {version} with a known hash for this machine ({machine}).")


def normalized(name, separator):
    return re.sub(r"[-_.]+", separator, name).lower()


def fits(file, machine):
    """Returns whether the wheel has programs for the machine, and needs no particular Python."""
    stem, suffix = os.path.splitext(file)
    *_, python, interface, platforms = stem.split("-")
    return (
        suffix == ".whl"
        and "py3" in python.split(".")
        and interface == "none"
        and any(machine.runs(tag) for tag in platforms.split("."))
    )


class Links(html.parser.HTMLParser):
    """The addresses of all links of a page."""

    def __init__(self, base):
        super().__init__()
        self.base, self.found = base, []

    def handle_starttag(self, tag, attrs):
        address = dict(attrs).get("href")
        if tag == "a" and address:
            self.found.append(urllib.parse.urljoin(self.base, address))


@contextlib.contextmanager
def connection(url):
    """Opens an address. A failure ends the program with the reason and what to do."""
    headers = {"user-agent": "weirsoe-party-protocol", "accept": "application/vnd.pypi.simple.v1+html, text/html;q=0.9, */*;q=0.1"}
    try:
        authorities = ssl.create_default_context(cafile=os.environ.get("PIP_CERT") or None)
        query = urllib.request.Request(url, headers=headers)
        with urllib.request.urlopen(query, timeout=TIMEOUT, context=authorities) as answer:
            yield answer
    except (OSError, ValueError, http.client.HTTPException) as error:
        sys.exit(
            f"{url} could not be read: {getattr(error, 'reason', None) or error}. Connect this machine to the internet, or "
            "name a proxy in https_proxy, another package index in PIP_INDEX_URL, or its certificates in PIP_CERT."
        )


def install(url, hashes, folder):
    """Downloads a wheel, compares its hash, and unpacks it."""
    with tempfile.TemporaryFile() as file:
        with connection(url) as answer:
            shutil.copyfileobj(answer, file)
        file.seek(0)
        digest = hashlib.sha256()
        for block in iter(lambda: file.read(1 << 20), b""):
            digest.update(block)
        if digest.hexdigest() not in hashes:
            sys.exit(f"{url} has the SHA-256 {digest.hexdigest()}, which is not a pinned one. Nothing of it was installed. Try again.")
        with zipfile.ZipFile(file) as archive:
            for entry in archive.infolist():
                if not entry.is_dir():
                    unpack(archive, entry, folder / target(entry.filename))


def target(name):
    """Returns where pip puts a file of a wheel."""
    data, _, rest = name.partition("/")
    if not data.endswith(".data"):
        return name
    kind, _, rest = rest.partition("/")
    return {"scripts": "bin/", "purelib": "", "platlib": ""}.get(kind, f"{kind}/") + rest


def unpack(archive, entry, file):
    file.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(entry) as source, open(file, "wb") as copy:
        shutil.copyfileobj(source, copy)
    # A zip archive has the mode of a file in the upper half of its attributes.
    if (entry.external_attr >> 16) & 0o111 or entry.filename.partition(".data/")[2].startswith("scripts/"):
        file.chmod(file.stat().st_mode | 0o111)


if __name__ == "__main__":
    main()
