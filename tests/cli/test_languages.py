"""The user's language: `--lang`, else the locale; every sentence and every help text exists in both."""

import re
import string

import pytest
from rich.cells import cell_len

from footrule.cli import help_words, languages, words
from footrule.cli.application import command


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "zh_CN.UTF-8"}, "zh"),
        ([], {"LANG": "de_DE.UTF-8"}, "en"),
        ([], {"LC_ALL": "zh_TW", "LANG": "en_GB"}, "zh"),
        ([], {"LC_ALL": "", "LC_MESSAGES": "zh_CN", "LANG": "en_US"}, "zh"),
        (["--lang", "zh", "list"], {"LANG": "en_US"}, "zh"),
        (["list", "--lang=en"], {"LANG": "zh_CN"}, "en"),
        (["list", "--lang", "fr"], {"LANG": "zh_CN"}, "zh"),
        (["list", "--lang", "zh", "--lang", "en"], {}, "en"),
        (["list", "--", "--lang", "zh"], {}, "en"),
        (["list", "--lang"], {}, "en"),
    ],
)
def test_the_language_of_a_run(arguments, environment, language):
    assert languages.choose(arguments, environment) == language


def fields(text):
    return {name.split(".")[0] for _, name, _, _ in string.Formatter().parse(text) if name is not None}


@pytest.mark.parametrize("key", sorted(words._WORDS))
def test_a_message_says_the_same_things_in_both_languages(key):
    zh, en = words._WORDS[key]
    assert zh and en and fields(zh) == fields(en)


@pytest.mark.parametrize("key", sorted(words._WORDS))
def test_a_message_is_in_the_language_it_claims(key):
    zh, en = words._WORDS[key]
    if key != "refused site":
        assert re.search("[一-鿿]", zh) or not re.search("[a-z]", en)
    assert not re.search("[一-鿿]", en)


def with_members(one, name=""):
    """Every command with its name, that of its group before it; the whole has none."""
    yield name, one
    for member, inner in getattr(one, "commands", {}).items():
        yield from with_members(inner, f"{name} {member}".strip())


@pytest.mark.parametrize("language", languages.LANGUAGES)
def test_every_command_and_every_option_has_help(language):
    before = languages.current()
    languages.use(language)
    try:
        for _, one in with_members(command()):
            chinese = bool(re.search("[一-鿿]", one.help))
            assert chinese is (language == "zh"), one.name
            for parameter in one.params:
                assert parameter.help, (one.name, parameter.name)
    finally:
        languages.use(before)


def test_no_help_text_is_left_over():
    used = {"", ".help"}
    for name, one in with_members(command()):
        used.add(name)
        for parameter in one.params:
            keys = [f"{owner}.{parameter.name}" for owner in (name, name.partition(" ")[0], "")]
            used.add(next(key for key in keys if key in help_words._HELP))
    assert set(help_words._HELP) - used == set()


@pytest.mark.parametrize(("language", "frame"), [("zh", "用法："), ("en", "Usage:")])
def test_the_help_screen_speaks_the_language_down_to_its_frames(footrule, language, frame):
    screen = footrule("run", "--help", "--lang", language).out
    assert frame in screen
    assert ("Options" in screen) is (language == "en")
    assert ("Show this message" in screen) is False


@pytest.mark.parametrize("language", languages.LANGUAGES)
@pytest.mark.parametrize("name", [name for name, _ in with_members(command())])
def test_a_help_screen_fits_eighty_columns(footrule, language, name):
    screen = footrule(*name.split(), "--help", "--lang", language).out
    assert max(cell_len(line) for line in screen.splitlines()) <= 80
