"""Colours, light and dark, and the few rules of style that Qt's own do not give."""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication

_PICTURES = Path(__file__).parent / "pictures"


@dataclass(frozen=True, slots=True)
class Colours:
    """A set of colours by what they are for."""

    window: str
    surface: str
    raised: str
    text: str
    muted: str
    border: str
    accent: str
    on_accent: str
    good: str
    warning: str
    bad: str


LIGHT = Colours(
    window="#f4f6f8",
    surface="#ffffff",
    raised="#eaeef2",
    text="#14212b",
    muted="#5b6b78",
    border="#d3dbe2",
    accent="#0077c4",
    on_accent="#ffffff",
    good="#1b7f4d",
    warning="#8a5a00",
    bad="#b3261e",
)
DARK = Colours(
    window="#10171d",
    surface="#18222b",
    raised="#22303b",
    text="#e6edf3",
    muted="#93a4b3",
    border="#2f3e4b",
    accent="#2ea8ff",
    on_accent="#06121c",
    good="#4fc98a",
    warning="#e5b454",
    bad="#ff7b72",
)


def colours_of(theme: str) -> Colours:
    """Colours of a theme; of `system`, those the desktop asks for."""
    if theme == "dark":
        return DARK
    if theme == "light":
        return LIGHT
    return DARK if QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark else LIGHT


def apply_theme(app: QApplication, theme: str) -> Colours:
    """Give the whole application a theme; return its colours."""
    colours = colours_of(theme)
    app.setStyle("Fusion")
    app.setPalette(_palette(colours))
    values = {name: getattr(colours, name) for name in Colours.__slots__}
    kind = "dark" if colours is DARK else "light"
    pictures = {name: (_PICTURES / f"{name}-{kind}.svg").as_posix() for name in ("up", "down", "check")}
    app.setStyleSheet(_STYLE.format(**values, **pictures))
    app.setProperty("colours", colours)
    return colours


def current_colours() -> Colours:
    """Colours that were applied last."""
    app = QApplication.instance()
    found = app.property("colours") if app is not None else None
    return found if isinstance(found, Colours) else LIGHT


def _palette(colours: Colours) -> QPalette:
    palette = QPalette()
    role = QPalette.ColorRole
    for which, colour in (
        (role.Window, colours.window),
        (role.WindowText, colours.text),
        (role.Base, colours.surface),
        (role.AlternateBase, colours.window),
        (role.Text, colours.text),
        (role.Button, colours.raised),
        (role.ButtonText, colours.text),
        (role.ToolTipBase, colours.raised),
        (role.ToolTipText, colours.text),
        (role.PlaceholderText, colours.muted),
        (role.Highlight, colours.accent),
        (role.HighlightedText, colours.on_accent),
        (role.Link, colours.accent),
    ):
        palette.setColor(which, QColor(colour))
    for which in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, which, QColor(colours.muted))
    return palette


_STYLE = """
QFrame[role="card"] {{ background: {surface}; border: 1px solid {border}; border-radius: 8px; }}
QLabel[role="title"] {{ font-size: 15pt; font-weight: 600; }}
QLabel[role="heading"] {{ font-weight: 600; }}
QLabel[role="muted"] {{ color: {muted}; }}
QLabel[role="amount"] {{ font-size: 13pt; font-weight: 600; }}
QLabel[role="bad"] {{ color: {bad}; }}
QLabel[role="good"] {{ color: {good}; }}
QFrame[role="banner"], QFrame[role="notice"] {{ border-radius: 6px; margin: 10px 18px 0px 18px; }}
QFrame[role="banner"] {{ background: {warning}; }}
QFrame[role="banner"] QLabel {{ color: {surface}; font-weight: 600; }}
QFrame[role="notice"] {{ background: {raised}; border: 1px solid {accent}; }}
QLineEdit, QPlainTextEdit, QTextEdit, QComboBox, QAbstractSpinBox {{
    background: {surface}; border: 1px solid {border}; border-radius: 5px; padding: 4px 6px; min-height: 1.4em;
}}
QLineEdit:disabled, QPlainTextEdit:disabled, QComboBox:disabled, QAbstractSpinBox:disabled {{
    background: {window}; color: {muted};
}}
QComboBox {{ padding-right: 22px; }}
QComboBox::drop-down, QDateEdit::drop-down {{
    border: none; width: 22px; subcontrol-origin: border; subcontrol-position: center right;
}}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {surface}; border: 1px solid {border}; }}
QSpinBox {{ padding-right: 22px; }}
QAbstractSpinBox QLineEdit {{ border: none; background: transparent; padding: 0px 4px; min-height: 0px; }}
QSpinBox::up-button, QSpinBox::down-button {{ border: none; width: 22px; subcontrol-origin: border; }}
QSpinBox::up-button {{ subcontrol-position: top right; }}
QSpinBox::down-button {{ subcontrol-position: bottom right; }}
QSpinBox::up-arrow {{ image: url("{up}"); width: 10px; height: 10px; }}
QSpinBox::down-arrow {{ image: url("{down}"); width: 10px; height: 10px; }}
QCheckBox, QRadioButton {{ spacing: 8px; }}
QCheckBox::indicator, QTreeView::indicator, QRadioButton::indicator {{
    width: 14px; height: 14px; border: 1px solid {muted}; background: {surface};
}}
QCheckBox::indicator, QTreeView::indicator {{ border-radius: 3px; }}
QRadioButton::indicator {{ border-radius: 8px; }}
QCheckBox::indicator:checked, QTreeView::indicator:checked {{
    background: {accent}; border: 1px solid {accent}; image: url("{check}");
}}
QRadioButton::indicator:checked {{
    width: 6px; height: 6px; border: 5px solid {accent}; background: {on_accent};
}}
QCheckBox::indicator:focus, QRadioButton::indicator:focus {{ border-color: {accent}; }}
QCheckBox:focus, QRadioButton:focus {{ color: {accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {border}; background: {window}; }}
QCheckBox::indicator:checked:disabled {{ background: {muted}; border-color: {muted}; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QComboBox:focus, QAbstractSpinBox:focus {{
    border: 1px solid {accent};
}}
QLineEdit[invalid="true"], QAbstractSpinBox[invalid="true"] {{ border: 1px solid {bad}; }}
QPushButton {{
    background: {raised}; border: 1px solid {border}; border-radius: 5px; padding: 5px 14px; min-height: 1.4em;
}}
QPushButton:hover {{ border: 1px solid {accent}; }}
QPushButton:focus {{ border: 1px solid {accent}; }}
QPushButton:disabled {{ color: {muted}; }}
QPushButton[role="primary"] {{ background: {accent}; color: {on_accent}; border: 1px solid {accent}; font-weight: 600; }}
QPushButton[role="primary"]:disabled {{ background: {raised}; color: {muted}; border: 1px solid {border}; }}
QPushButton[role="flat"] {{ background: transparent; border: 1px solid transparent; padding: 2px 8px; }}
QPushButton[role="flat"]:hover {{ background: {raised}; }}
QPushButton[role="flat"]:focus {{ border: 1px solid {accent}; }}
QPushButton::menu-indicator {{
    image: url("{down}"); width: 10px; height: 10px; subcontrol-origin: padding; subcontrol-position: center right;
}}
QPushButton[role="flat"]::menu-indicator {{ image: none; width: 0px; }}
QSplitter::handle {{ background: transparent; }}
QToolBar {{ background: {surface}; border: none; border-bottom: 1px solid {border}; padding: 4px; spacing: 4px; }}
QToolBar QToolButton {{ border: none; border-radius: 5px; padding: 7px 14px; }}
QToolBar QToolButton:hover {{ background: {raised}; }}
QToolBar QToolButton:checked {{ background: {accent}; color: {on_accent}; font-weight: 600; }}
QToolBar QToolButton:focus {{ border: 1px solid {accent}; }}
QTableView, QListView, QTreeView {{ border: 1px solid {border}; border-radius: 6px; gridline-color: {border}; outline: none; }}
QTableView::item {{ padding: 0px 6px; }}
QTreeView::item {{ padding: 5px 4px; }}
QTreeView::item:hover:!selected, QListView::item:hover:!selected {{ background: {raised}; color: {text}; }}
QTreeView::item:selected, QTableView::item:selected {{ background: {accent}; color: {on_accent}; }}
QHeaderView::section {{ background: {raised}; border: none; border-right: 1px solid {border}; padding: 5px 8px; }}
QHeaderView::section:last {{ border-right: none; }}
QTabWidget::pane {{ border: 1px solid {border}; border-radius: 6px; top: -1px; }}
QTabBar::tab {{
    background: transparent; color: {muted}; border: none; border-bottom: 2px solid transparent; padding: 8px 14px;
}}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; }}
QTabBar::tab:focus {{ color: {accent}; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 12px; }}
QScrollBar:horizontal {{ height: 12px; }}
QScrollBar::handle {{ background: {border}; border-radius: 4px; margin: 2px; min-height: 28px; min-width: 28px; }}
QScrollBar::handle:hover {{ background: {muted}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0px; height: 0px; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QStatusBar {{ background: {surface}; border-top: 1px solid {border}; }}
QProgressBar {{ border: 1px solid {border}; border-radius: 5px; text-align: center; background: {raised}; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 4px; }}
QToolTip {{ background: {raised}; color: {text}; border: 1px solid {border}; padding: 4px; }}
"""
