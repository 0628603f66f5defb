#!/usr/bin/env python3
"""Unpacks an OCI image archive, and runs it as a container engine would, except for namespaces.

Usage: image.py unpack ARCHIVE FOLDER    checks all hashes, and writes the configuration next to FOLDER
       image.py run FOLDER               runs the entry point
       image.py health FOLDER            runs the health check
"""

import gzip
import hashlib
import io
import json
import os
import pathlib
import sys
import tarfile


def main() -> None:
    match sys.argv[1:]:
        case ["unpack", archive, folder]:
            unpack(pathlib.Path(archive), pathlib.Path(folder))
        case ["run", folder]:
            execute(folder, config_of(folder)["Entrypoint"])
        case ["health", folder]:
            kind, *command = config_of(folder)["Healthcheck"]["Test"]
            assert kind == "CMD", kind
            execute(folder, command)
        case _:
            sys.exit(__doc__)


def unpack(archive: pathlib.Path, folder: pathlib.Path) -> None:
    with tarfile.open(archive) as image:

        def blob(descriptor: dict) -> bytes:
            content = image.extractfile("blobs/" + descriptor["digest"].replace(":", "/")).read()
            assert descriptor["digest"] == digest(content) and descriptor["size"] == len(content), descriptor
            return content

        assert json.load(image.extractfile("oci-layout")) == {"imageLayoutVersion": "1.0.0"}
        (entry,) = json.load(image.extractfile("index.json"))["manifests"]
        manifest = json.loads(blob(entry))
        config = json.loads(blob(manifest["config"]))
        # What docker loads without containerd's store of images.
        (saved,) = json.load(image.extractfile("manifest.json"))
        paths = [f"blobs/{descriptor['digest'].replace(':', '/')}" for descriptor in [manifest["config"], *manifest["layers"]]]
        assert [saved["Config"], *saved["Layers"]] == paths and saved["RepoTags"], saved
        (layer,) = (gzip.decompress(blob(layer)) for layer in manifest["layers"])
    assert config["rootfs"]["diff_ids"] == [digest(layer)], config["rootfs"]
    user = config["config"]["User"].split(":")[0]
    assert user.isdigit() and user != "0", f"the image runs as user {user}"
    folder.mkdir()
    with tarfile.open(fileobj=io.BytesIO(layer)) as files:
        files.extractall(folder, numeric_owner=True)
    assert not list(folder.glob("**/sh")), "the image contains a shell"
    config_file(folder).write_text(json.dumps(config["config"]))


def execute(folder: str, command: list[str]) -> None:
    """Replaces this process with a program of the image."""
    config = config_of(folder)
    user, group = (int(id) for id in config["User"].split(":"))
    os.chroot(folder)
    os.chdir(config["WorkingDir"])
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)
    os.execve(command[0], command, dict(entry.split("=", 1) for entry in config["Env"]))


def config_of(folder: str) -> dict:
    return json.loads(config_file(pathlib.Path(folder)).read_text())


def config_file(folder: pathlib.Path) -> pathlib.Path:
    return folder.with_suffix(".json")


def digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


if __name__ == "__main__":
    main()
