"""What is shipped: a wheel that is complete, and a tree that names nothing of anybody's machine."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
import zipfile
from importlib.util import find_spec
from pathlib import Path

import pytest

import claims

ROOT = Path(__file__).parents[1]
BUILD_TIMEOUT_S = 300
# Hosts of package indexes, other than the names of the projects themselves.
PACKAGE_HOST = re.compile(
    r"pypi\.org|pythonhosted|files\.python|anaconda\.org|artifactory|/simple/?\b|index-url"
    r"|find-links|127\.0\.0\.1:\d{4}/|npmjs|proxy\.golang",
    re.IGNORECASE,
)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The names of the files in a wheel that was built from the tree."""
    target = tmp_path_factory.mktemp("wheel")
    isolation = ["--no-build-isolation"] if find_spec("hatchling") else []
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", *isolation,
               "-w", str(target), str(ROOT)]  # fmt: skip
    try:
        built = subprocess.run(command, capture_output=True, timeout=BUILD_TIMEOUT_S, text=True)
    except subprocess.TimeoutExpired:
        pytest.skip("the wheel could not be built in time")
    if built.returncode:
        if "hatchling" in built.stderr and "No matching distribution" in built.stderr:
            pytest.skip("hatchling, which builds the wheel, is neither installed nor to be had")
        pytest.fail(built.stderr)
    (path,) = target.glob("*.whl")
    with zipfile.ZipFile(path) as archive:
        return archive.namelist()


def tree(folder: str, pattern: str = "*") -> set[str]:
    """The files of a folder of the project, by their place in it."""
    found = (path for path in (ROOT / folder).rglob(pattern) if path.is_file())
    return {str(path.relative_to(ROOT)) for path in found if "__pycache__" not in path.parts}


@pytest.mark.parametrize("folder", ["migrations", "samples"])
def test_the_wheel_holds_what_stands_beside_the_package(folder: str, wheel: list[str]) -> None:
    wanted = {f"claims/{name}" for name in tree(folder)}
    assert len(wanted) >= 3
    assert wanted <= set(wheel)


def test_the_wheel_holds_the_whole_package(wheel: list[str]) -> None:
    shipped = set(wheel)
    assert tree("claims") <= shipped
    assert "claims/py.typed" in shipped
    assert "claims/migrations/env.py" in shipped
    assert any(name.startswith("claims/migrations/versions/0001") for name in shipped)
    for kind in (".yaml", ".py"):
        assert any(name.endswith(kind) for name in shipped)


def test_the_wheel_holds_nothing_else(wheel: list[str]) -> None:
    tops = {name.partition("/")[0] for name in wheel}
    assert len(tops) == 2
    assert "claims" in tops
    assert next(iter(tops - {"claims"})).endswith(".dist-info")
    assert not [name for name in wheel if "__pycache__" in name or name.endswith((".db", ".pyc"))]


def test_the_version_is_one() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert claims.__version__ == project["version"]


def test_dependencies_are_bounded() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    for dependency in project["dependencies"]:
        assert ">=" in dependency
        assert "<" in dependency


def tracked() -> list[str]:
    try:
        listed = subprocess.run(
            ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True, text=True
        )
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a checkout of git")
    return [name for name in listed.stdout.split("\0") if name]


def test_what_is_not_tracked() -> None:
    names = tracked()
    assert "uv.lock" not in names
    assert not [name for name in names if name.endswith((".db", ".pyc", ".whl"))]


def test_no_package_host_is_named() -> None:
    here = str(Path(__file__).relative_to(ROOT))
    for name in tracked():
        path = ROOT / name
        if name == here or not path.is_file():
            continue
        text = path.read_bytes().decode("utf-8", "replace")
        found = PACKAGE_HOST.search(text)
        assert found is None, f"{name}: {found[0] if found else ''}"
