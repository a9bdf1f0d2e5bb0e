"""Distributions made for a test, without a build tool: wheels of single modules."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

Groups = Mapping[str, Mapping[str, str]]


def make_wheel(
    folder: Path, name: str, version: str, groups: Groups, modules: Mapping[str, str]
) -> Path:
    """A wheel of modules (name to code) with entry points (group to name to target)."""
    stem = f"{name.replace('-', '_')}-{version}"
    points = "\n".join(
        line
        for group, targets in groups.items()
        for line in (f"[{group}]", *(f"{key} = {target}" for key, target in targets.items()), "")
    )
    files = {f"{module}.py": code for module, code in modules.items()} | {
        f"{stem}.dist-info/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n",
        f"{stem}.dist-info/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{stem}.dist-info/entry_points.txt": points,
    }
    record = f"{stem}.dist-info/RECORD"
    files[record] = "".join(f"{file},,\n" for file in (*files, record))
    path = folder / f"{stem}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as wheel:
        for file, text in files.items():
            wheel.writestr(file, text)
    return path


def unpack(wheel: Path, target: Path) -> Path:
    """Install a wheel into a folder for sys.path: it is unpacked there."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target
