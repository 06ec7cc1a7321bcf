"""Collect the texts of dash-gui, bring its language files up to date, and compile them: `make translations`.

A language file is Qt's .ts, to be edited by hand or with `pyside6-linguist`; --add de begins one. Qt's own lupdate would
give every class a context of its own; here there is one, so that a word is translated once.
"""

import argparse
import ast
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree import ElementTree as Xml

from dashcore.gui.texts import CONTEXT, FOLDER

SINGLE = frozenset({"tr", "mark"})
COUNTED = frozenset({"counted", "mark_counted"})
LRELEASE = Path(sys.executable).with_name("pyside6-lrelease")
FORMS = {"ja": 1, "ko": 1, "zh": 1, "pl": 3, "ru": 3, "uk": 3, "cs": 3, "ar": 6}  # of a counted text; others have two


@dataclass(frozen=True, slots=True)
class Text:
    """A text of the source; of a counted one the form for many."""

    source: str
    is_counted: bool = False


class TextError(Exception):
    """A text that cannot be collected."""


def collect(folder: Path = FOLDER.parent) -> dict[Text, str]:
    """Return every text to be translated, and in which file it is first, in the order of files and lines.

    Raises:
        TextError: a text is made while the program runs: nobody could translate it.
    """
    found: dict[Text, str] = {}
    for path in sorted(folder.glob("*.py")):
        if path.stem == "texts":
            continue
        for text in _texts(ast.parse(path.read_text(encoding="utf-8")), path.name):
            found.setdefault(text, path.name)
    return found


def _texts(tree: ast.Module, name: str) -> Iterator[Text]:
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for node in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
        if not isinstance(node.func, ast.Name):
            continue
        if node.func.id in SINGLE:
            if isinstance(node.args[0], ast.Constant) and isinstance(node.args[0].value, str):
                yield Text(node.args[0].value)
            elif node.func.id == "mark" or isinstance(node.args[0], ast.JoinedStr):
                raise TextError(f"{name}:{node.lineno}: what is translated must stand there as a whole")
        elif node.func.id in COUNTED:
            many = node.args[1] if len(node.args) > 1 else None
            if isinstance(many, ast.Constant) and isinstance(many.value, str):
                yield Text(many.value, is_counted=True)


def read(path: Path) -> dict[Text, tuple[str, ...]]:
    """Return the translations of a language file, all forms of each; empty where it is not translated yet."""
    done: dict[Text, tuple[str, ...]] = {}
    for message in Xml.parse(path).iter("message"):  # noqa: S314 - our own file
        text = Text(message.findtext("source") or "", message.get("numerus") == "yes")
        translation = message.find("translation")
        if translation is None:
            continue
        forms = [form.text or "" for form in translation.iter("numerusform")] or [translation.text or ""]
        done[text] = tuple(forms) if all(forms) and translation.get("type") != "unfinished" else ()
    return done


def write(path: Path, language: str, texts: dict[Text, str], done: dict[Text, tuple[str, ...]]) -> None:
    """Write a language file."""
    root = Xml.Element("TS", version="2.1", language=language, sourcelanguage="en")
    context = Xml.SubElement(root, "context")
    Xml.SubElement(context, "name").text = CONTEXT
    for text, name in texts.items():
        message = Xml.SubElement(context, "message", {"numerus": "yes"} if text.is_counted else {})
        Xml.SubElement(message, "location", filename=f"../{name}")
        Xml.SubElement(message, "source").text = text.source
        forms = done.get(text, ())
        translation = Xml.SubElement(message, "translation", {} if forms else {"type": "unfinished"})
        if text.is_counted:
            for form in forms or ("",) * FORMS.get(language.partition("_")[0], 2):
                Xml.SubElement(translation, "numerusform").text = form
        elif forms:
            translation.text = forms[0]
    Xml.indent(root, "    ")
    body = Xml.tostring(root, encoding="unicode")
    path.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', encoding="utf-8")


def main() -> None:
    """Update and compile."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--add", metavar="LANGUAGE", help="begin a language: fr, pt_BR")
    added = parser.parse_args().add
    texts = collect()
    FOLDER.mkdir(exist_ok=True)
    files = {path.stem.removeprefix("dash_"): path for path in FOLDER.glob("dash_*.ts")}
    if added:
        files.setdefault(added, FOLDER / f"dash_{added}.ts")
    for language, path in sorted(files.items()):
        done = read(path) if path.exists() else {}
        write(path, language, texts, done)
        left = sum(not done.get(text) for text in texts)
        sys.stdout.write(f"{path.name}: {len(texts)} texts, {left} of them not translated\n")
        subprocess.run([str(LRELEASE), "-silent", str(path), "-qm", str(path.with_suffix(".qm"))], check=True)  # noqa: S603


if __name__ == "__main__":
    main()
