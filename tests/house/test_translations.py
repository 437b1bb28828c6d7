"""Every string is there in both languages."""

import pytest

from lms.platform import catalogue
from lms.platform.config import LANGUAGES

OTHERS = [language for language in LANGUAGES if language != catalogue.SOURCE_LANGUAGE]


@pytest.mark.parametrize("language", OTHERS)
def test_the_catalogue_is_complete(language: str) -> None:
    assert catalogue.problems(language) == []


@pytest.mark.parametrize("language", OTHERS)
def test_the_compiled_catalogue_is_fresh(language: str) -> None:
    compiled = catalogue.compiled(catalogue.read(language))
    assert catalogue.file(language, ".mo").read_bytes() == compiled, "run `make messages`"
