"""What the user chose for the screen alone; the node's options are in settings.json. Mirrors a part of qt/optionsmodel.cpp."""

from PySide6.QtCore import QByteArray, QObject, QSettings, Signal

from dashcore.gui.units import Unit

ORGANISATION = "Dash"
APPLICATION = "Dash-Qt"
THEMES = ("system", "light", "dark")
LANGUAGE = "language"  # keys of texts
EXPLORERS = "strThirdPartyTxUrls"


class Preferences(QObject):
    """Kept in the user's Qt settings, one group a network.

    Signals:
        unit_changed: amounts are shown in another unit.
        discreet_changed: amounts are hidden, or shown again.
        theme_changed: colours are others.
        flags_changed: a yes or no is another.
    """

    unit_changed = Signal()
    discreet_changed = Signal()
    theme_changed = Signal()
    flags_changed = Signal()

    def __init__(self, network: str, store: QSettings | None = None) -> None:
        super().__init__()
        name = APPLICATION if network == "main" else f"{APPLICATION}-{network}"
        self._store = store if store is not None else QSettings(ORGANISATION, name)

    def _get(self, key: str, default: str) -> str:
        return str(self._store.value(key, default))

    @property
    def unit(self) -> Unit:
        """Unit of amounts."""
        text = self._get("DisplayDashUnit", "0")
        return Unit(int(text)) if text.isdigit() and int(text) in set(Unit) else Unit.DASH

    @unit.setter
    def unit(self, unit: Unit) -> None:
        if unit is not self.unit:
            self._store.setValue("DisplayDashUnit", str(int(unit)))
            self.unit_changed.emit()

    @property
    def discreet(self) -> bool:
        """Whether amounts are hidden."""
        return self._get("mask_values", "false") == "true"

    @discreet.setter
    def discreet(self, discreet: bool) -> None:
        if discreet != self.discreet:
            self._store.setValue("mask_values", "true" if discreet else "false")
            self.discreet_changed.emit()

    @property
    def theme(self) -> str:
        """One of THEMES."""
        theme = self._get("theme", THEMES[0])
        return theme if theme in THEMES else THEMES[0]

    @theme.setter
    def theme(self, theme: str) -> None:
        if theme != self.theme:
            self._store.setValue("theme", theme)
            self.theme_changed.emit()

    def flag(self, key: str, *, default: bool) -> bool:
        """A yes or no that only one page knows of."""
        return self._get(key, "true" if default else "false") == "true"

    def set_flag(self, key: str, value: bool) -> None:
        """Keep a yes or no."""
        if self._get(key, "") != ("true" if value else "false"):
            self._store.setValue(key, "true" if value else "false")
            self.flags_changed.emit()

    def text(self, key: str, default: str = "") -> str:
        """A text by its key; what it means its reader knows."""
        return self._get(key, default)

    def set_text(self, key: str, value: str) -> None:
        """Keep a text."""
        self._store.setValue(key, value)

    def layout(self, key: str) -> QByteArray:
        """State of a window, a header or a splitter; empty where none was kept."""
        kept = self._store.value(f"layout/{key}", QByteArray())
        return kept if isinstance(kept, QByteArray) else QByteArray()

    def keep_layout(self, key: str, state: QByteArray) -> None:
        """Keep the state of a window, a header or a splitter."""
        self._store.setValue(f"layout/{key}", state)

    def reset(self) -> None:
        """Forget everything."""
        self._store.clear()
        self.unit_changed.emit()
        self.discreet_changed.emit()
        self.theme_changed.emit()
        self.flags_changed.emit()
