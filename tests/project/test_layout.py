"""The shape of the repository: portions of one namespace, each typed, each package saying what it is."""

import ast
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("dsl", "compiler", "runtime", "conformance", "standards")


def tracked() -> list[Path]:
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    if listed.returncode == 0:
        return [path for name in listed.stdout.decode().split("\0") if name and (path := ROOT / name).is_file()]
    return [path for room in ROOMS for path in (ROOT / room).rglob("*") if path.is_file()]


def packages() -> list[Path]:
    return sorted(
        init.parent for room in ROOMS for init in (ROOT / room).rglob("__init__.py") if "templates" not in init.parts
    )


def test_no_room_claims_the_shared_namespace_for_itself():
    assert list(ROOT.glob("*/footrule/__init__.py")) == []


@pytest.mark.parametrize("portion", sorted(ROOT.glob("*/footrule/*/")), ids=lambda path: path.name)
def test_every_portion_is_typed(portion):
    assert portion.name == "__pycache__" or (portion / "py.typed").is_file()


@pytest.mark.parametrize("package", packages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_package_says_what_lives_in_it(package):
    opening = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8")))
    assert opening is not None and len(opening) > 30


def test_no_tracked_file_names_a_package_host_or_a_place_on_somebodys_disk():
    # Put together here so that this file does not hold the words it looks for.
    words = [
        "py" + "pi.org",
        "files.python" + "hosted",
        "registry." + "npmjs",
        "deb." + "debian.org",
        "/wo" + "rk/main",
        "/wo" + "rk/shared",
        "/tmp/" + "spec",
        "/tmp/" + "dev/",
        "/ro" + "ot/",
    ]
    found = []
    for path in tracked():
        text = path.read_text(encoding="utf-8", errors="replace")
        found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in text]
    assert found == []


def test_no_test_is_skipped_and_no_end_is_left_loose():
    words = ["pytest." + "skip", "mark." + "skip", "mark." + "xfail", "TO" + "DO", "FIX" + "ME"]
    found = []
    for path in tracked():
        if path.suffix == ".py":
            text = path.read_text(encoding="utf-8")
            found += [f"{path.relative_to(ROOT)}: {word}" for word in words if word in text]
    assert found == []
