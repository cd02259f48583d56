"""What holds for the whole suite: no test touches the user's own cache, one browser, longer rounds of random tests.

`make fuzz` runs the random tests alone, `FOOTRULE_FUZZ` times as many rounds of each.
"""

import os
import signal

import pytest
from hypothesis import is_hypothesis_test, settings


@pytest.fixture(scope="session", autouse=True)
def cache_of_the_tests(tmp_path_factory):
    before = os.environ.get("FOOTRULE_CACHE")
    os.environ["FOOTRULE_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["FOOTRULE_CACHE"]
    else:
        os.environ["FOOTRULE_CACHE"] = before


@pytest.fixture(scope="session")
def browser(tmp_path_factory):
    from tests.browser import started  # noqa: PLC0415 - few tests need one

    with started(tmp_path_factory.mktemp("profile")) as driver:
        yield driver


def pytest_configure(config):
    # a shell that starts the tests in the background has every process ignore interrupts, those under test as well
    signal.signal(signal.SIGINT, signal.default_int_handler)
    config.addinivalue_line("markers", "fuzz: draws its inputs at random")


def pytest_collection_modifyitems(items):
    factor = int(os.environ.get("FOOTRULE_FUZZ", "1"))
    for item in items:
        test = getattr(item, "obj", None)
        if is_hypothesis_test(test):
            item.add_marker("fuzz")
            if factor > 1:
                _longer(getattr(test, "__func__", test), factor)
        elif "fuzz_factor" in getattr(item, "fixturenames", ()):
            item.add_marker("fuzz")


def _longer(test, factor):
    # A test's own settings win over any profile, so they are the ones to change; each test once.
    own = test._hypothesis_internal_use_settings
    if own is not None and not getattr(test, "longer", False):
        test._hypothesis_internal_use_settings = settings(own, max_examples=own.max_examples * factor)
        test.longer = True
