#!/usr/bin/env python3
"""Packs built binaries into the packages for Python and Node:

    deploy/packages.py --out FOLDER BINARY                # for this machine
    deploy/packages.py --out FOLDER TARGET=BINARY …       # TARGET as Rust names it, such as aarch64-apple-darwin

Python gets a wheel for each binary, Node one package with all of them. The version is that of Cargo.toml. Both formats are
archives with a few lines of metadata, so that nothing but Python (3.11) is needed, and the same input makes the same bytes.
"""

import argparse
import base64
import gzip
import hashlib
import io
import json
import platform
import sys
import sysconfig
import tarfile
import tomllib
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LICENCES = ["LICENSE-APACHE", "LICENSE-MIT"]

# What Python and Node call the machines. A static binary for musl runs on every Linux.
TARGETS = {
    "x86_64-unknown-linux-musl": ("manylinux_2_17_x86_64.manylinux2014_x86_64.musllinux_1_1_x86_64", "linux-x64"),
    "aarch64-unknown-linux-musl": ("manylinux_2_17_aarch64.manylinux2014_aarch64.musllinux_1_1_aarch64", "linux-arm64"),
    "x86_64-apple-darwin": ("macosx_10_12_x86_64", "darwin-x64"),
    "aarch64-apple-darwin": ("macosx_11_0_arm64", "darwin-arm64"),
}


def main():
    arguments = argparse.ArgumentParser(description="Packs built binaries into the packages for Python and Node.")
    arguments.add_argument("--out", type=Path, required=True, help="the folder to write to")
    arguments.add_argument("binaries", nargs="+", metavar="[TARGET=]BINARY", help="a built binary")
    given = arguments.parse_args()
    version = tomllib.loads((ROOT / "Cargo.toml").read_text())["workspace"]["package"]["version"]
    machines = [machine_of(binary) for binary in given.binaries]
    given.out.mkdir(parents=True, exist_ok=True)
    for tag, _, binary in machines:
        print(write_wheel(given.out, version, tag, binary))
    print(write_npm(given.out, version, machines))


def machine_of(argument):
    """The tag of Python, the name of Node, and the content of a binary."""
    target, _, path = argument.rpartition("=")
    if target and target not in TARGETS:
        sys.exit(f"error: unknown target {target!r} (one of {', '.join(TARGETS)})")
    if not Path(path).is_file():
        sys.exit(f"error: there is no binary {path}")
    tag, node = TARGETS[target] if target else this_machine()
    return tag, node, Path(path).read_bytes()


def this_machine():
    machine = {"x86_64": "x64", "amd64": "x64", "aarch64": "arm64"}.get(platform.machine().lower(), platform.machine())
    tag = sysconfig.get_platform().replace("-", "_").replace(".", "_")
    return tag, f"{platform.system().lower()}-{machine}"


def write_wheel(out, version, tag, binary):
    """A wheel: https://packaging.python.org/specifications/binary-distribution-format/"""
    source = ROOT / "conformance/python"
    project = tomllib.loads((source / "pyproject.toml").read_text())["project"]
    info = f"ringback-{version}.dist-info"
    modules = sorted(path for path in (source / "src/ringback").iterdir() if path.is_file())
    files = {f"ringback/{path.name}": path.read_bytes() for path in modules}
    files["ringback/bin/ringback"] = binary
    files |= {f"{info}/licenses/{name}": (ROOT / name).read_bytes() for name in LICENCES}
    files[f"{info}/METADATA"] = metadata(project, version, (source / project["readme"]).read_text()).encode()
    files[f"{info}/entry_points.txt"] = entry_points(project).encode()
    tags = "".join(f"Tag: py3-none-{one}\n" for one in tag.split("."))
    files[f"{info}/WHEEL"] = f"Wheel-Version: 1.0\nGenerator: ringback\nRoot-Is-Purelib: false\n{tags}".encode()
    record = [f"{name},sha256={digest(content)},{len(content)}\n" for name, content in files.items()]
    files[f"{info}/RECORD"] = "".join([*record, f"{info}/RECORD,,\n"]).encode()
    path = out / f"ringback-{version}-py3-none-{tag}.whl"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as wheel:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (0o100755 if name.endswith("bin/ringback") else 0o100644) << 16
            wheel.writestr(entry, content)
    return path


def metadata(project, version, readme):
    """The core metadata: https://packaging.python.org/specifications/core-metadata/"""
    fields = [
        ("Metadata-Version", "2.4"),
        ("Name", project["name"]),
        ("Version", version),
        ("Summary", project["description"]),
        ("Keywords", ",".join(project["keywords"])),
        ("License-Expression", project["license"]),
        *(("License-File", name) for name in LICENCES),
        ("Requires-Python", project["requires-python"]),
        *(("Classifier", classifier) for classifier in project["classifiers"]),
    ]
    for extra, needs in project["optional-dependencies"].items():
        fields.append(("Provides-Extra", extra))
        fields += [("Requires-Dist", f'{need}; extra == "{extra}"') for need in needs]
    fields.append(("Description-Content-Type", "text/markdown"))
    return "".join(f"{name}: {value}\n" for name, value in fields) + "\n" + readme


def entry_points(project):
    groups = {"console_scripts": project["scripts"], **project["entry-points"]}
    lines = [
        f"[{group}]\n" + "".join(f"{name} = {place}\n" for name, place in all.items()) for group, all in groups.items()
    ]
    return "\n".join(lines)


def digest(content):
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


def write_npm(out, version, machines):
    """A package of npm: a compressed archive of the folder `package`."""
    source = ROOT / "conformance/node"
    package = json.loads((source / "package.json").read_text())
    files = {path.name: path.read_bytes() for path in sorted(source.iterdir()) if path.name != "package.json"}
    files["package.json"] = (json.dumps({**package, "version": version}, indent=2) + "\n").encode()
    files |= {name: (ROOT / name).read_bytes() for name in LICENCES}
    files |= {f"binaries/{node}/ringback": binary for _, node, binary in machines}
    path = out / f"ringback-{version}.tgz"
    with (
        path.open("wb") as raw,
        gzip.GzipFile("", "wb", 6, raw, mtime=0) as packed,
        tarfile.open(None, "w", packed) as archive,
    ):
        for name, content in files.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            entry.mode = 0o755 if name.startswith("binaries/") or name in package["bin"].values() else 0o644
            archive.addfile(entry, io.BytesIO(content))
    return path


if __name__ == "__main__":
    main()
