#!/usr/bin/env python3
"""Writes a folder as an OCI image archive with one layer. The same folder gives the same bytes.

The archive follows the OCI image layout 1.0, which podman, skopeo and containerd load. It is also an archive of `docker save`, because
docker without containerd's store of images loads no other.
"""

import argparse
import datetime
import gzip
import hashlib
import io
import json
import os
import pathlib
import tarfile

ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}
SECOND = 1_000_000_000  # The health check is in nanoseconds.
MANIFEST = "application/vnd.oci.image.manifest.v1+json"
CONFIG = "application/vnd.oci.image.config.v1+json"
LAYER = "application/vnd.oci.image.layer.v1.tar+gzip"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("root", "output", "arch", "version", "commit", "user", "owned"):
        parser.add_argument(f"--{name}", required=True)
    options = parser.parse_args()
    epoch = int(os.environ["SOURCE_DATE_EPOCH"])
    created = datetime.datetime.fromtimestamp(epoch, datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")

    layer = layer_of(pathlib.Path(options.root), options.owned, int(options.user), epoch)
    # Python's gzip header names the system, and zlib's level 9 is the same everywhere.
    packed = gzip.compress(layer, compresslevel=9, mtime=0)
    labels = {
        "org.opencontainers.image.title": "wpp",
        "org.opencontainers.image.description": "Server for party games on a TV and phones",
        "org.opencontainers.image.version": options.version,
        "org.opencontainers.image.revision": options.commit,
        "org.opencontainers.image.created": created,
        "org.opencontainers.image.licenses": "MIT OR Apache-2.0",
    }
    blobs = Blobs()
    config = blobs.add(CONFIG, as_json(image_config(options, created, labels, digest(layer))))
    layers = [blobs.add(LAYER, packed)]
    manifest = blobs.add(
        MANIFEST,
        as_json({"schemaVersion": 2, "mediaType": MANIFEST, "config": config, "layers": layers, "annotations": labels}),
    )
    manifest["platform"] = {"architecture": ARCHITECTURES[options.arch], "os": "linux"}
    # The first name is read by podman and skopeo, the second by docker and containerd.
    manifest["annotations"] = {
        "org.opencontainers.image.ref.name": f"wpp:{options.version}",
        "io.containerd.image.name": f"docker.io/library/wpp:{options.version}",
    }
    files = {
        "oci-layout": as_json({"imageLayoutVersion": "1.0.0"}),
        "index.json": as_json({"schemaVersion": 2, "manifests": [manifest]}),
        "manifest.json": as_json([docker_manifest(f"wpp:{options.version}", config, layers)]),
        **blobs.files,
    }
    with tarfile.open(options.output, "w", format=tarfile.GNU_FORMAT) as archive:
        for name, content in sorted(files.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mtime, entry.mode = len(content), epoch, 0o644
            archive.addfile(entry, io.BytesIO(content))


def docker_manifest(name: str, config: dict, layers: list[dict]) -> dict:
    return {"RepoTags": [name], "Config": path_of(config["digest"]), "Layers": [path_of(layer["digest"]) for layer in layers]}


def image_config(options: argparse.Namespace, created: str, labels: dict, layer: str) -> dict:
    return {
        "created": created,
        "architecture": ARCHITECTURES[options.arch],
        "os": "linux",
        "config": {
            "User": f"{options.user}:{options.user}",
            "Env": ["PATH=/usr/bin", "HOME=/data", "MALLOC_ARENA_MAX=2", "MIMALLOC_PURGE_DELAY=10000"],
            "Entrypoint": ["/usr/bin/wpp"],
            "WorkingDir": "/data",
            "Volumes": {"/data": {}},
            "ExposedPorts": {"8080/tcp": {}},
            "StopSignal": "SIGTERM",
            "Labels": labels,
            # An extension of docker and podman.
            "Healthcheck": {
                "Test": ["CMD", "/usr/bin/wpp", "health"],
                "Interval": 10 * SECOND,
                "Timeout": 3 * SECOND,
                "StartPeriod": 60 * SECOND,
                "Retries": 3,
            },
        },
        "rootfs": {"type": "layers", "diff_ids": [layer]},
        "history": [{"created": created, "created_by": "bin/package oci"}],
    }


def layer_of(root: pathlib.Path, owned: str, user: int, epoch: int) -> bytes:
    """Returns the files of `root` as a tar archive: owned by root, except the folder `owned`, which belongs to `user`."""

    def normalised(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = user if entry.name == owned else 0
        entry.uname = entry.gname = ""
        entry.mtime = epoch
        return entry

    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT) as archive:
        for path in sorted(root.rglob("*")):
            archive.add(path, arcname=str(path.relative_to(root)), recursive=False, filter=normalised)
    return buffer.getvalue()


class Blobs:
    """The content of the image, by its hash."""

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}

    def add(self, media_type: str, content: bytes) -> dict:
        self.files[path_of(digest(content))] = content
        return {"mediaType": media_type, "digest": digest(content), "size": len(content)}


def path_of(digest: str) -> str:
    return "blobs/" + digest.replace(":", "/")


def digest(content: bytes) -> str:
    return "sha256:" + hashlib.sha256(content).hexdigest()


def as_json(value: dict | list) -> bytes:
    return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


if __name__ == "__main__":
    main()
