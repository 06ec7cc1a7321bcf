"""Texts in the user's language.

button(tr("Send"))
label(tr("{count} of {total} coins", count=count, total=total))
counted("{n} connection", "{n} connections", count)
TABS = (mark("Overview"), mark("Send"))         # a table, made before the language is known: tr(TABS[0]) when it is shown

The texts of the source are the English ones and the keys of all others; `make translations` collects them.
"""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QLocale, QTranslator

CONTEXT = "dash"
FOLDER = Path(__file__).with_name("translations")
_PREFIX = "dash_"


def tr(text: str, /, **values: object) -> str:
    """Translate a text of the source, and fill in the values that stand in braces."""
    shown = QCoreApplication.translate(CONTEXT, text)
    return shown.format(**values) if values else shown


def counted(one: str, many: str, n: int, /, **values: object) -> str:
    """Translate a text that depends on a number, `{n}`: other languages have more forms, or one."""
    shown = QCoreApplication.translate(CONTEXT, many, None, n)
    if shown == many and n == 1:
        shown = one
    return shown.format(n=n, **values)


def mark(text: str) -> str:
    """Have a text collected for translation; it is translated where it is shown."""
    return text


def mark_counted(one: str, many: str) -> tuple[str, str]:
    """As `mark`, for what `counted` takes."""
    return one, many


def languages() -> tuple[str, ...]:
    """Languages there are texts for, besides English: `de`."""
    return tuple(sorted(path.stem.removeprefix(_PREFIX) for path in FOLDER.glob(f"{_PREFIX}*.qm")))


def language_name(code: str) -> str:
    """Name of a language in that language."""
    return "English" if code == "en" else QLocale(code).nativeLanguageName().capitalize()


class Language:
    """The language of the running program; `use` may be called again."""

    def __init__(self) -> None:
        self._installed: list[QTranslator] = []

    def use(self, wanted: str) -> None:
        """Speak a language, or English where there are no texts for it.

        Args:
            wanted: `de` or `de_AT`; empty for the desktop's.
        """
        app = QCoreApplication.instance()
        if app is None:
            raise RuntimeError("there is no application yet")
        for translator in self._installed:
            app.removeTranslator(translator)
        self._installed = []
        wish = wanted or QLocale.system().name()
        found = find_language(wish, languages())
        if not found:
            QLocale.setDefault(QLocale(QLocale.Language.English))
            return
        QLocale.setDefault(QLocale(wish))
        of_qt = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in ((f"qtbase_{found}", of_qt), (f"{_PREFIX}{found}", str(FOLDER))):
            translator = QTranslator(app)
            if translator.load(name, folder):
                app.installTranslator(translator)
                self._installed.append(translator)


def find_language(wanted: str, known: Sequence[str]) -> str:
    """Give the best of the known languages for a wish such as `de_AT.UTF-8`; empty for none."""
    code = wanted.partition(".")[0].replace("-", "_")
    return next((name for name in (code, code.partition("_")[0]) if name in known), "")
