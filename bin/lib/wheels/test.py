#!/usr/bin/env python3
"""Tests install.py with an index on this machine."""

import hashlib
import http.server
import importlib.util
import io
import os
import pathlib
import subprocess
import tempfile
import threading
import unittest
import zipfile

HERE = pathlib.Path(__file__).parent
SCRIPT = HERE / "install.py"
SPEC = importlib.util.spec_from_file_location("install", SCRIPT)
install = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(install)


class Index(http.server.BaseHTTPRequestHandler):
    """An index of packages: an HTML page for each, and its files."""

    pages = {}

    def do_GET(self):
        body = self.pages.get(self.path)
        self.send_response(404 if body is None else 200)
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_):
        pass


class InstallTest(unittest.TestCase):
    def setUp(self):
        Index.pages = {}
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name) / "with a space"
        self.folder.mkdir()
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Index)
        self.addCleanup(self.server.server_close)
        self.addCleanup(self.server.shutdown)
        threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True).start()
        self.index = f"http://127.0.0.1:{self.server.server_address[1]}/simple/"
        machine = install.Platform.of_this_machine()
        self.tag = "_".join(map(str, [machine.system, *(machine.version + (0,))[:2], machine.architecture]))

    def offer(self, *tags):
        """Serves a wheel of the package tool-box for each platform, and returns the hash of the last."""
        links = []
        for tag in tags:
            name = f"tool_box-1.2-py3-none-{tag}.whl"
            wheel = wheel_of(tag)
            digest = hashlib.sha256(wheel).hexdigest()
            Index.pages[f"/files/{name}"] = wheel
            links.append(f'<a href="../../files/{name}#sha256={digest}" data-requires-python="&gt;=3.7">{name}</a>')
        Index.pages["/simple/tool-box/"] = "\n".join(["<!DOCTYPE html>", *links]).encode()
        return digest

    def run_script(self, requirements, *options, index=None):
        file = self.folder / "requirements.txt"
        file.write_text(requirements)
        settings = {name: value for name, value in os.environ.items() if not name.lower().endswith("_proxy")}
        settings.pop("PIP_CERT", None)
        return subprocess.run(
            [SCRIPT, self.folder / "target", file, *options],
            env={**settings, "PIP_INDEX_URL": index or self.index},
            stderr=subprocess.PIPE,
            text=True,
        )

    def expect_failure(self, run, text):
        self.assertEqual(run.returncode, 1)
        self.assertIn(text, run.stderr)
        self.assertNotIn("Traceback", run.stderr)
        self.assertFalse((self.folder / "target").exists())

    def test_installs_the_wheel_of_this_machine(self):
        digest = self.offer("macosx_11_0_other", "manylinux_2_28_other", "manylinux_99_0_x86_64", self.tag)
        run = self.run_script(f"# A tool.\nTool.Box==1.2 \\\n    --hash=sha256:{'0' * 64} \\\n    --hash=sha256:{digest}\n")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        target = self.folder / "target"
        self.assertEqual((target / "tool/program").read_text(), f"#!/bin/sh\necho {self.tag}\n")
        self.assertTrue(os.access(target / "tool/program", os.X_OK))
        self.assertFalse(os.access(target / "tool/data.txt", os.X_OK))
        self.assertTrue(os.access(target / "bin/command", os.X_OK))
        self.assertTrue((target / "library.py").exists())

    def test_installs_the_wheel_of_a_named_platform(self):
        digest = self.offer("manylinux_2_28_other")
        run = self.run_script(f"tool-box==1.2 --hash=sha256:{digest}\n", "manylinux_2_28_other")
        self.assertEqual((run.returncode, run.stderr), (0, ""))
        self.assertTrue((self.folder / "target/tool/program").exists())

    def test_refuses_a_file_with_another_hash(self):
        digest = self.offer(self.tag)
        Index.pages[f"/files/tool_box-1.2-py3-none-{self.tag}.whl"] = wheel_of("changed")
        self.expect_failure(self.run_script(f"tool-box==1.2 --hash=sha256:{digest}\n"), "which is not a pinned one")

    def test_names_the_machine_that_has_no_file(self):
        digest = self.offer("manylinux_2_28_other")
        run = self.run_script(f"tool-box==1.2 --hash=sha256:{digest}\n")
        self.expect_failure(run, "has no file of tool-box 1.2 with a known hash for this machine")

    def test_ignores_files_that_are_not_pinned(self):
        self.offer(self.tag)
        self.expect_failure(self.run_script(f"tool-box==1.2 --hash=sha256:{'0' * 64}\n"), "has no file of tool-box 1.2")

    def test_names_a_remedy_without_an_index(self):
        self.expect_failure(self.run_script(f"other==1 --hash=sha256:{'0' * 64}\n"), "could not be read: Not Found. Connect")
        unused = self.run_script(f"tool-box==1.2 --hash=sha256:{'0' * 64}\n", index="http://127.0.0.1:1/simple")
        self.expect_failure(unused, "another package index in PIP_INDEX_URL")
        self.expect_failure(self.run_script(f"tool-box==1.2 --hash=sha256:{'0' * 64}\n", index="pypi"), "could not be read")

    def test_refuses_requirements_that_need_pip(self):
        for line in ("tool-box==1.2 ; sys_platform == 'linux'", "tool-box==1.2", "tool-box"):
            self.expect_failure(self.run_script(f"{line}\n"), "needs pip")

    def test_reads_the_requirements_of_these_scripts(self):
        for file in [*HERE.glob("*.txt"), *HERE.glob("../package/zig.txt"), *HERE.glob("../package/wheel.txt")]:
            for name, version, hashes in install.read_requirements(file):
                self.assertTrue(name and version and all(len(digest) == 64 for digest in hashes), file)

    def test_knows_which_programs_run_on_a_platform(self):
        debian = install.Platform("manylinux", (2, 36), "x86_64")
        mac = install.Platform("macosx", (12, 6), "arm64")
        for machine, tag, runs in [
            (debian, "manylinux_2_36_x86_64", True),
            (debian, "manylinux_2_5_x86_64", True),
            (debian, "manylinux2014_x86_64", True),
            (debian, "manylinux1_x86_64", True),
            (debian, "any", True),
            (debian, "manylinux_2_39_x86_64", False),
            (debian, "manylinux2014_aarch64", False),
            (debian, "musllinux_1_1_x86_64", False),
            (debian, "win_amd64", False),
            (mac, "macosx_11_0_arm64", True),
            (mac, "macosx_10_9_universal2", True),
            (mac, "macosx_13_0_arm64", False),
            (mac, "macosx_10_9_x86_64", False),
        ]:
            self.assertEqual(machine.runs(tag), runs, f"{machine}: {tag}")


def wheel_of(tag):
    """Returns a wheel with a program, a file of data, a command and a library."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, mode, text in [
            ("tool/program", 0o755, f"#!/bin/sh\necho {tag}\n"),
            ("tool/data.txt", 0o644, "data"),
            ("tool_box-1.2.data/scripts/command", 0o644, "#!/bin/sh\n"),
            ("tool_box-1.2.data/purelib/library.py", 0o644, ""),
        ]:
            entry = zipfile.ZipInfo(name)
            entry.external_attr = (0o100000 | mode) << 16
            archive.writestr(entry, text)
    return content.getvalue()


if __name__ == "__main__":
    unittest.main(verbosity=1)
