"""The loader finds editions by name, below its roots and nowhere else."""

import pytest

from footrule.standards.library import Library, NotInLibrary, shipped
from footrule.standards.references import parse


@pytest.fixture
def root(tmp_path):
    for name in ("cn/steel/2024-draft", "cn/steel/2025", "cn/power/2023", "eu/battery/1.0.2"):
        path = tmp_path / "library" / f"{name}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"text of {name}", encoding="utf-8")
    (tmp_path / "library/cn/steel/2025.en.md").write_text("in English", encoding="utf-8")
    (tmp_path / "secret.md").write_text("not yours", encoding="utf-8")
    return tmp_path / "library"


def test_every_edition_is_listed_in_order_and_no_translation(root):
    assert Library((root,)).ids() == ("cn/power@2023", "cn/steel@2024-draft", "cn/steel@2025", "eu/battery@1.0.2")


def test_an_edition_is_read_by_its_name(root):
    assert Library((root,)).read("eu/battery@1.0.2") == b"text of eu/battery/1.0.2"


def test_a_translation_lies_beside_its_edition(root):
    library = Library((root,))
    assert library.translation("cn/steel@2025", "en") == b"in English"
    assert library.translation("cn/steel@2025", "zh") is None
    assert library.translation("cn/steel@2025", "../../../secret") is None


def test_the_first_root_that_holds_an_edition_wins(root, tmp_path):
    own = tmp_path / "own/cn/steel/2025.md"
    own.parent.mkdir(parents=True)
    own.write_text("mine", encoding="utf-8")
    library = Library((tmp_path / "own", root))
    assert library.read("cn/steel@2025") == b"mine"
    assert library.translation("cn/steel@2025", "en") is None
    assert library.read("cn/power@2023") == b"text of cn/power/2023"


def test_folders_of_the_environment_stand_before_the_shipped_library(root):
    assert Library.default({"FOOTRULE_PATH": str(root)}).roots == (root, shipped())
    assert Library.default({}).roots == (shipped(),)


@pytest.mark.parametrize(
    "reference",
    [
        "../secret",
        "cn/../../secret@1",
        "cn/steel@../../../secret",
        "/etc/passwd",
        "cn/steel@2025/../2025",
        "cn/steel@2025\n",
        "cn/steel@2025.en",
        "CN/Steel@2025",
        "cn\\steel@2025",
        "cn/steel",
        "cn/steel@",
        "cn/steel@.2025",
        "cn/steel@20\u00002 5",
        "",
        "a/" * 5000 + "b@1",
    ],
)
def test_nothing_but_a_plain_name_is_looked_up(root, reference):
    with pytest.raises(NotInLibrary):
        Library((root,)).read(reference)


def test_a_link_out_of_the_library_is_as_good_as_absent(root, tmp_path):
    (root / "cn/steel/2026.md").symlink_to(tmp_path / "secret.md")
    (root / "cn/away").symlink_to(tmp_path, target_is_directory=True)
    (root / "cn/steel/2027.md").symlink_to(root / "cn/steel/2027.md")
    library = Library((root,))
    assert "cn/steel@2026" not in library.ids()
    for reference in ("cn/steel@2026", "cn/away@secret", "cn/steel@2027"):
        with pytest.raises(NotInLibrary):
            library.read(reference)


def test_a_link_within_the_library_is_followed(root):
    (root / "cn/steel/latest.md").symlink_to("2025.md")
    assert Library((root,)).read("cn/steel@latest") == b"text of cn/steel/2025"


@pytest.mark.parametrize(
    ("reference", "nearest"),
    [
        ("cn/stel@2025", "cn/steel@2025"),
        ("cn/steel@2026", "cn/steel@2025"),
        ("cn/steel", "cn/steel@2025"),
        ("steel", "cn/steel@2025"),
        ("eu/batery@1.0.2", "eu/battery@1.0.2"),
    ],
)
def test_a_name_that_is_not_there_comes_with_the_nearest_one(root, reference, nearest):
    with pytest.raises(NotInLibrary) as missing:
        Library((root,)).find(reference)
    assert missing.value.nearest[0] == nearest


def test_a_library_that_does_not_exist_is_empty(tmp_path):
    assert Library((tmp_path / "nowhere",)).ids() == ()


def test_the_shipped_library_has_plain_names_only():
    names = Library((shipped(),)).ids()
    assert names
    for name in names:
        reference = parse(name)
        assert reference is not None and str(reference) == name and (shipped() / reference.path).is_file()
    files = [path for path in shipped().rglob("*.md") if not path.stem.endswith((".en", ".zh"))]
    assert len(files) == len(names)
