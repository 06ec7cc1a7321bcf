"""At the first start: where the data goes, and how much of the chain is kept. Mirrors qt/intro.cpp."""

import shutil
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QSettings
from PySide6.QtWidgets import (
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QFileDialog,
    QLineEdit,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from dashcore.gui.icon import application_icon
from dashcore.gui.texts import tr
from dashcore.gui.widgets import button, card, label, mark_invalid, number_field, row, set_role

CHAIN_GB = {"main": 58, "test": 11}  # that a full node needs. Source: C++ chainparams.cpp
PRUNE_GB = 2  # Source: C++ DEFAULT_PRUNE_TARGET_GB
_GB = 1_000_000_000
_KEY = "strDataDir"


@dataclass(frozen=True, slots=True, kw_only=True)
class DataDirChoice:
    """What was chosen.

    Attributes:
        prune_gb: how much of the chain is kept; None: all, or whatever was set before.
        is_new: it was chosen just now.
    """

    path: Path
    prune_gb: int | None = None
    is_new: bool = False


def free_bytes(path: Path) -> int | None:
    """Free space where a folder is or would be made; None where nothing can be made there."""
    for folder in (path, *path.parents):
        if folder.exists():
            return shutil.disk_usage(folder).free if folder.is_dir() else None
    return None


class IntroDialog(QDialog):
    """The default folder or another one. Accepting makes the folder."""

    def __init__(self, default: Path, kept: str = "", network: str = "main", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(tr("Welcome to Dash Core"))
        self.setWindowIcon(application_icon(network))
        self.setMinimumWidth(560)
        self._default = default
        self._need_gb = CHAIN_GB.get(network, 0)
        self.use_default = QRadioButton(tr("Use the default folder"))
        self.use_other = QRadioButton(tr("Use another folder"))
        self.folder = QLineEdit(kept or str(default))
        self.folder.setAccessibleName(tr("Data folder"))
        self.browse = button(tr("Browse…"))
        self.space = label("", "muted")
        self.space.setWordWrap(True)
        self.prune = QCheckBox(tr("Keep only the newest blocks, up to"))
        self.prune_gb = number_field(1, 10_000, tr(" GB"))
        self.prune_gb.setValue(PRUNE_GB)
        self.prune_gb.setAccessibleName(tr("Block storage"))
        self.buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self._make_layout()
        self.use_default.toggled.connect(self._on_choice)
        self.folder.textChanged.connect(self._check)
        self.browse.clicked.connect(self._browse)
        self.prune.toggled.connect(self._check)
        self.prune_gb.valueChanged.connect(self._check)
        self.buttons.accepted.connect(self._accept)
        self.buttons.rejected.connect(self.reject)
        is_other = bool(kept) and Path(kept) != default
        (self.use_other if is_other else self.use_default).setChecked(True)
        space = free_bytes(self.path)
        self.prune.setChecked(space is not None and space < self._need_gb * _GB)
        self._on_choice()

    @property
    def path(self) -> Path:
        """Folder as chosen so far."""
        return self._default if self.use_default.isChecked() else Path(self.folder.text().strip()).expanduser()

    @property
    def choice(self) -> DataDirChoice:
        """All as chosen so far."""
        return DataDirChoice(
            path=self.path, prune_gb=self.prune_gb.value() if self.prune.isChecked() else None, is_new=True
        )

    def _make_layout(self) -> None:
        words = label(
            tr(
                "Dash Core keeps a copy of the Dash block chain and your wallets in a folder of this computer. Choose it "
                "now: moving it later takes copying by hand."
            )
        )
        words.setWordWrap(True)
        where, where_inside = card(tr("Where the data goes"))
        where_inside.addWidget(self.use_default)
        default = label(str(self._default), "muted", selectable=True)
        default.setIndent(24)
        where_inside.addWidget(default)
        where_inside.addWidget(self.use_other)
        where_inside.addLayout(row(self.folder, self.browse))
        where_inside.addWidget(self.space)
        much, much_inside = card(tr("How much is kept"))
        much_inside.addLayout(row(self.prune, self.prune_gb, None))
        note = label(
            tr(
                "Every block is still downloaded and checked once. Going back to keeping all takes downloading all again."
            ),
            "muted",
        )
        note.setWordWrap(True)
        much_inside.addWidget(note)
        layout = QVBoxLayout(self)
        layout.setSpacing(14)
        layout.setContentsMargins(22, 20, 22, 16)
        layout.addWidget(label(tr("Welcome"), "title"))
        layout.addWidget(words)
        layout.addWidget(where)
        layout.addWidget(much)
        layout.addWidget(self.buttons)

    def _browse(self) -> None:
        name = QFileDialog.getExistingDirectory(self, tr("Data folder"), str(self.path))
        if name:
            self.folder.setText(name)

    def _on_choice(self) -> None:
        other = self.use_other.isChecked()
        self.folder.setEnabled(other)
        self.browse.setEnabled(other)
        self._check()

    def _check(self) -> None:
        self.prune_gb.setEnabled(self.prune.isChecked())
        space = free_bytes(self.path) if self.path.is_absolute() else None
        self.buttons.button(QDialogButtonBox.StandardButton.Ok).setEnabled(space is not None)
        mark_invalid(self.folder, space is None, tr("No folder can be made there."))
        need = min(self._need_gb, self.prune_gb.value()) if self.prune.isChecked() else self._need_gb
        if space is None:
            set_role(self.space, "bad")
            self.space.setText(tr("No folder can be made there."))
            return
        fits = space >= need * _GB
        set_role(self.space, "muted" if fits else "bad")
        self.space.setText(_describe_space(space / _GB, need, fits=fits))

    def _accept(self) -> None:
        try:
            self.path.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            set_role(self.space, "bad")
            self.space.setText(tr("The folder could not be made: {reason}.", reason=error.strerror))
            return
        self.accept()


def _describe_space(free: float, need: int, *, fits: bool) -> str:
    if not need:
        return tr("{free:.1f} GB are free.", free=free)
    if fits:
        return tr("{free:.1f} GB are free; about {need} GB are needed.", free=free, need=need)
    return tr("{free:.1f} GB are free; about {need} GB are needed: that is not enough.", free=free, need=need)


def pick_data_dir(
    default: Path, store: QSettings, network: str = "main", *, ask_always: bool = False
) -> DataDirChoice | None:
    """Return the folder to use, after asking at the first start; None where the user wants none.

    Args:
        store: keeps the choice; of all networks together.
        ask_always: ask even where a folder is known. Source: C++ -choosedatadir.
    """
    kept = str(store.value(_KEY, ""))
    known = Path(kept) if kept else default
    if known.is_dir() and not ask_always:
        return DataDirChoice(path=known)
    dialog = IntroDialog(default, kept, network)
    if dialog.exec() != QDialog.DialogCode.Accepted:
        return None
    store.setValue(_KEY, str(dialog.path))
    return dialog.choice
