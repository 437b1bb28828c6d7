"""Small courses for tests."""

from lms.content.compile import Compiled, compile_course
from lms.content.course import Course
from lms.content.identity import Known
from lms.content.sources import Asset, CourseSources

COURSE = "---\ntitle: Bread\nsummary: Flour, water, time.\n---\n\nA course about *bread*.\n"
QUIZ = "\n::: quiz {#q-1}\nWhat rises?\n\n- [ ] Salt\n  > Never.\n- [x] Dough\n\n> Yeast.\n:::\n"


def sources(texts: dict[str, str | bytes], assets: tuple[str, ...] = ()) -> CourseSources:
    """A course of these files; without a course.md it gets a good one."""
    files = {"course.md": COURSE, **texts}
    raw = {path: t.encode() if isinstance(t, str) else t for path, t in files.items()}
    return CourseSources("bread", raw, {path: Asset("0" * 64) for path in assets})


def compiled(
    texts: dict[str, str | bytes], known: tuple[Known, ...] = (), assets: tuple[str, ...] = ()
) -> Compiled:
    """The course of these files, compiled."""
    return compile_course(sources(texts, assets), known)


def course(texts: dict[str, str | bytes], language: str = "en") -> Course:
    """The course of these files in one language."""
    return compiled(texts).courses[language]


def codes(result: Compiled) -> list[str]:
    """What was found, as "C401 01-a/01-b.md:3"."""
    return [f"{f.code} {f.path}:{f.line}" for f in result.findings]
