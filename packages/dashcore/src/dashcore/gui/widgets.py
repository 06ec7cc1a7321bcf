"""Small parts that several pages are made of."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QFormLayout,
    QFrame,
    QHBoxLayout,
    QLabel,
    QLayoutItem,
    QPushButton,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)


def label(text: str = "", role: str = "", *, selectable: bool = False) -> QLabel:
    """A text.

    Args:
        role: title, heading, muted, amount, good or bad; see theme.py.
        selectable: whether it can be marked and copied.
    """
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    if role:
        made.setProperty("role", role)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def set_role(widget: QWidget, role: str) -> None:
    """Give a widget another role, and show it so."""
    if widget.property("role") != role:
        widget.setProperty("role", role)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def mark_invalid(widget: QWidget, invalid: bool, why: str = "") -> None:
    """Show that a field cannot stay as it is; `why` is its tooltip and what a screen reader says."""
    if bool(widget.property("invalid")) != invalid:
        widget.setProperty("invalid", invalid)
        widget.style().unpolish(widget)
        widget.style().polish(widget)
    widget.setToolTip(why if invalid else "")
    widget.setAccessibleDescription(why if invalid else "")


def button(text: str, *, primary: bool = False, tip: str = "") -> QPushButton:
    """A button; `primary` is what the page is for."""
    made = QPushButton(text)
    if primary:
        made.setProperty("role", "primary")
    if tip:
        made.setToolTip(tip)
    return made


def number_field(least: int, most: int, suffix: str = "") -> QSpinBox:
    """A field for a whole number; a style sheet does not reach the margin of its text."""
    made = QSpinBox()
    made.setRange(least, most)
    made.setSuffix(suffix)
    made.lineEdit().setTextMargins(6, 0, 0, 0)
    return made


def card(title: str = "") -> tuple[QFrame, QVBoxLayout]:
    """A framed area and the layout of its inside."""
    frame = QFrame()
    frame.setProperty("role", "card")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 14, 16, 14)
    layout.setSpacing(8)
    if title:
        layout.addWidget(label(title, "heading"))
    return frame, layout


def row(*widgets: QWidget | None) -> QHBoxLayout:
    """Widgets side by side; None is a gap that takes what is left."""
    layout = QHBoxLayout()
    layout.setSpacing(8)
    for widget in widgets:
        if widget is None:
            layout.addStretch(1)
        else:
            layout.addWidget(widget)
    return layout


def copy_text(text: str) -> None:
    """Put a text on the clipboard."""
    QGuiApplication.clipboard().setText(text)


def center_labels(form: QFormLayout) -> QFormLayout:
    """Put the names of a form's rows level with their fields, where those are one line high."""
    for number in range(form.rowCount()):
        name = form.itemAt(number, QFormLayout.ItemRole.LabelRole)
        field = form.itemAt(number, QFormLayout.ItemRole.FieldRole)
        if name is None or field is None:
            continue
        shown, height = name.widget(), _height(field)
        if isinstance(shown, QLabel) and height < 3 * shown.sizeHint().height():
            shown.setMinimumHeight(height)
    form.setHorizontalSpacing(14)
    return form


def _height(item: QLayoutItem) -> int:
    """Height of what is in no window yet, which layouts take for empty."""
    widget, layout = item.widget(), item.layout()
    if widget is not None:
        return widget.sizeHint().height()
    if layout is None:
        return 0
    inside = (layout.itemAt(at) for at in range(layout.count()))
    return max((_height(each) for each in inside if each is not None), default=0)


class Banner(QFrame):
    """A line above the page that says what is wrong, perhaps with a button that mends it.

    Args (constructor):
        role: banner for what is wrong, notice for what just happened.
    """

    def __init__(self, role: str = "banner") -> None:
        super().__init__()
        self.setProperty("role", role)
        self._text = label()
        self._text.setWordWrap(True)
        self.action = button("")
        layout = QHBoxLayout(self)
        layout.addWidget(self._text, 1)
        layout.addWidget(self.action)
        self.hide()

    @property
    def text(self) -> str:
        """What it says."""
        return self._text.text()

    def show_text(self, text: str, action: str = "", *, for_ms: int = 0) -> None:
        """Say something.

        Args:
            action: text of the button; none without.
            for_ms: hides it again after so long; 0: stays.
        """
        self._text.setText(text)
        self.setAccessibleName(text)
        self.action.setText(action)
        self.action.setVisible(bool(action))
        self.show()
        if for_ms:
            QTimer.singleShot(for_ms, self, lambda: self.hide() if self._text.text() == text else None)
