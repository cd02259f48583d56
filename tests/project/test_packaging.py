"""What is shipped: a wheel that stands alone, a source archive that builds, locks that pin everything by hash."""

import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = ("run", "docs", "dev")


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return folder


@pytest.fixture(scope="session")
def wheel(built):
    (path,) = built.glob("*.whl")
    return path


def test_the_wheel_holds_every_room_and_the_library(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {f"footrule/{room}/py.typed" for room in ("dsl", "compiler", "cli", "runtime", "standards")} <= names
    assert "footrule/dsl/grammar.lark" in names
    shipped = {str(path.relative_to(ROOT / "standards")) for path in (ROOT / "standards/library").rglob("*.md")}
    assert shipped and {f"footrule/standards/{name}" for name in shipped} <= names
    templates = {f"{name}.{language}.md" for name in ("product", "small") for language in ("zh", "en")}
    assert {f"footrule/cli/templates/{name}" for name in templates} <= names
    assert "footrule/standards/stances.yaml" in names
    pages = {path.name for path in (ROOT / "docs/guide").glob("*.md")}
    assert pages and {f"footrule/compiler/docs/guide/{name}" for name in pages} <= names


def test_the_wheel_holds_the_two_files_of_each_message_and_no_other_test(wheel):
    names = set(zipfile.ZipFile(wheel).namelist())
    for which in ("bad", "good"):
        assert f"footrule/compiler/docs/diagnostics/F0502/{which}.md" in names
    assert not [name for name in names if "/expected.en" in name or name.startswith("tests/") or "/test_" in name]


def test_the_wheel_leaves_the_namespace_open(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    assert "footrule/__init__.py" not in names
    assert {name.split("/")[0] for name in names} == {"footrule", f"footrule-{version()}.dist-info"}


def test_an_unpacked_wheel_finds_its_own_library(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    program = (
        f"import sys; sys.path.insert(0, {str(tmp_path)!r})\n"
        "from footrule.standards.library import Library, shipped\n"
        "print(shipped(), len(Library.default().ids()))"
    )
    # -S: without the environment's packages, so that nothing but the wheel can answer.
    ran = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=True)
    root, count = ran.stdout.split()
    assert Path(root) == tmp_path / "footrule/standards/library" and int(count) > 0


def test_the_source_archive_holds_what_a_reader_needs(built):
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as archive:
        names = {name.split("/", 1)[1] for name in archive.getnames() if "/" in name}
    wanted = {"LICENSE", "README.md", "README.zh.md", "CHANGELOG.md", "ARCHITECTURE.md", "Makefile", "pyproject.toml"}
    assert wanted | {"requirements/run.lock", "dsl/footrule/dsl/grammar.lark"} <= names


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_every_package_by_hash_and_names_no_host(name):
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.findall(r"^([a-z0-9-]+)==\S+((?: *\\\n +--hash=sha256:[0-9a-f]{64})+)$", text, re.MULTILINE)
    assert len(entries) == len(re.findall(r"^[a-z0-9-]+==", text, re.MULTILINE)) > 10
    assert not re.search(r"://|--index-url|--find-links|--trusted-host", text)


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_can_build_the_project_without_the_network(name):
    assert "hatchling" in pinned(name)


def test_the_locks_agree_with_each_other():
    pins = {name: pinned(name) for name in LOCKS}
    assert pins["run"].items() <= pins["docs"].items() <= pins["dev"].items()


def test_every_declared_dependency_is_locked():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {"run": project["dependencies"], "docs": project["optional-dependencies"]["docs"]}
    wanted["dev"] = [one for extra in project["optional-dependencies"].values() for one in extra]
    for lock, requirements in wanted.items():
        names = {re.split(r"[<>=!~ \[]", requirement)[0].lower() for requirement in requirements}
        assert names <= pinned(lock).keys()


def pinned(name):
    text = (ROOT / "requirements" / f"{name}.lock").read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def version():
    return tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
