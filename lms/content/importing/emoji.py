"""Pictures that are written by their names, as `:smile:`, in the letters that they are.

Source: https://facelessuser.github.io/pymdown-extensions/extensions/emoji/
"""

from __future__ import annotations

import re
from functools import partial

from lms.content.importing.prose import CODE, HIDDEN
from lms.content.importing.rows import Row
from lms.content.importing.shape import Moved

_NAME = r":(?P<name>[a-z][a-z0-9_+-]*|\d{1,4}[a-z_][a-z0-9_]*|100|[+-]1):(?:\{[^{}]{0,200}\})?"
_NAMED = re.compile(_NAME)
_RUN = re.compile(rf"(?<![\w:/])(?:{_NAME.replace('?P<name>', '?:')})+(?![\w:/{CODE}])")
_ICON = re.compile(
    r"(?:material|fontawesome(?:-(?:brands|regular|solid))?|octicons|simple|lucide)-"
    r"(?P<words>[a-z0-9-]+?)(?:-(?:12|16|24|48|96))?(?=:|$)"
)
"""An icon; its own words are read where it is all that a link says."""
_WRITTEN = """
    smile 😄 smiley 😃 grinning 😀 laughing 😆 wink 😉 blush 😊 joy 😂 thinking 🤔 sunglasses 😎
    sob 😭 cry 😢 heart_eyes 😍 slight_smile 🙂 slightly_smiling_face 🙂 confused 😕 worried 😟
    sweat_smile 😅 tada 🎉 rocket 🚀 fire 🔥 star ⭐ star2 🌟 sparkles ✨ boom 💥 zap ⚡ heart ❤️
    bulb 💡 bell 🔔 warning ⚠️ exclamation ❗ question ❓ x ❌ heavy_check_mark ✔️
    white_check_mark ✅ no_entry ⛔ information_source ℹ️ point_right 👉 point_left 👈
    point_up 👆 point_down 👇 wave 👋 clap 👏 pray 🙏 +1 👍 thumbsup 👍 -1 👎 thumbsdown 👎
    muscle 💪 eyes 👀 ok_hand 👌 raised_hands 🙌 brain 🧠 book 📖 books 📚 notebook 📓 memo 📝
    pencil 📝 pencil2 ✏️ pushpin 📌 link 🔗 mag 🔍 wrench 🔧 hammer 🔨 gear ⚙️ computer 💻 email ✉️
    phone ☎️ calendar 📆 clock1 🕐 hourglass ⌛ key 🔑 lock 🔒 package 📦 bug 🐛 snake 🐍 penguin 🐧
    cat 🐱 dog 🐶 apple 🍎 coffee ☕ beer 🍺 pizza 🍕 cake 🍰 bread 🍞 seedling 🌱 earth_africa 🌍
    sunny ☀️ snowflake ❄️ recycle ♻️ arrow_right ➡️ arrow_left ⬅️ arrow_up ⬆️ arrow_down ⬇️ 100 💯
    trophy 🏆 medal 🏅 construction 🚧 checkered_flag 🏁 globe_with_meridians 🌐
"""
_WORDS = _WRITTEN.split()
LETTERS = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))
"""The frequent ones; a table of all of them is a library's work."""


def with_letters(row: Row, moved: Moved, text: str) -> str:
    """The words with letters for names; names that are not known stay and are told."""
    match = _RUN.search(text) if ":" in text else None
    if match is None or not moved.reads(row, ":emoji:", "pymdownx.emoji"):
        return text
    return _RUN.sub(partial(_letters, row, moved), text)


def _letters(row: Row, moved: Moved, run: re.Match[str]) -> str:
    before, after = run.string[run.start() - 1 : run.start()], run.string[run.end() : run.end() + 1]
    is_link = before == "[" and after in ("]", HIDDEN) and run[0].count(":") == 2
    if is_link and (icon := _ICON.match(run[0][1:])):
        return icon["words"].replace("-", " ")
    return _NAMED.sub(partial(_letter, row, moved), run[0])


def _letter(row: Row, moved: Moved, match: re.Match[str]) -> str:
    name = match["name"]
    if name in LETTERS:
        return LETTERS[name]
    if _ICON.match(name):
        moved.tell_once(row, "icons such as :material-check: were left out")
        return ""
    moved.tell_once(row, "names in colons, as of emoji, that are not known stand there as words")
    return match[0]
