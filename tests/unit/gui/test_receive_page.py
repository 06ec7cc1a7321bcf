"""Asking for payments: made, shown as a code, remembered as dash-qt does, forgotten."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication, QImage
from pytestqt.qtbot import QtBot
from screen_rig import ScreenRig, until

from dashcore.gui.qr_code import make_image
from dashcore.gui.receive_page import ReceivePage, RequestDialog
from dashcore.gui.receive_request import ReceiveRequest
from dashcore.gui.uri import PaymentRequest, UriError, make_uri, parse_uri
from dashcore.primitives.types import Duffs, UnixTime
from dashcore.util.serialize import SerializationError

COIN = 100_000_000


def test_request(rig: ScreenRig, qtbot: QtBot, tmp_path: Path) -> None:
    """Made with a fresh address, kept by the wallet, shown again, saved, forgotten."""
    wallet = rig.make_wallet("w")
    window = rig.window()
    qtbot.addWidget(window)
    window.show()
    until(qtbot, lambda: window.view is not None and window.view.wallet.traits.can_get_addresses)
    window.show_tab("Receive")
    assert window.view is not None
    page: ReceivePage = window.view.receive
    page.label.setText("rent")
    page.message.setText("for May")
    page.amount.text.setText("2.5")
    page.ask.click()
    until(qtbot, lambda: page.requests.topLevelItemCount() == 1)
    (dialog,) = page.findChildren(RequestDialog)
    (kept,) = wallet.get_address_receive_requests()
    request = ReceiveRequest.decode(kept)
    assert (request.label, request.message, request.amount) == ("rent", "for May", 250_000_000)
    assert wallet.is_spendable(request.address)
    assert dialog.uri == f"dash:{request.address}?amount=2.50000000&label=rent&message=for%20May"
    dialog.copy_uri.click()
    assert QGuiApplication.clipboard().text() == dialog.uri
    dialog.save_to(str(tmp_path / "code.png"))
    assert QImage(str(tmp_path / "code.png")).width() > 100
    assert not dialog.compare.isVisible()
    dialog.close()
    model = window.view.wallet
    model.traits = replace(model.traits, has_external_signer=True)
    with_device = RequestDialog(window.context, request, model, page)
    with_device.show()
    assert with_device.compare.isVisible()
    with_device.compare.click()
    until(qtbot, lambda: window.notice.text == "The device cannot show this address.")
    with_device.close()
    assert page.label.text() == ""
    page.requests.selectAll()
    page.forget.click()
    until(qtbot, lambda: page.requests.topLevelItemCount() == 0)
    assert wallet.get_address_receive_requests() == ()


def test_record() -> None:
    """The bytes dash-qt stores, and nothing else is taken for them."""
    request = ReceiveRequest(id=3, time=UnixTime(1_700_000_000), address="yX", label="é", amount=Duffs(5), message="m")
    record = request.encode()
    assert record == (
        bytes.fromhex("01000000030000000000000000f153650100000002795802c3a90500000000000000016d") + bytes(2)
    )
    assert ReceiveRequest.decode(record) == request
    for end in range(len(record) - 2):
        with pytest.raises(SerializationError):
            ReceiveRequest.decode(record[:end])


def test_links() -> None:
    """What is made is read back; what cannot be understood is refused with the reason."""
    request = PaymentRequest(address="Xaddr", amount=Duffs(COIN), label="a&b", message="ü 1")
    assert parse_uri(make_uri(request)) == request
    assert parse_uri("DASH:Xaddr?amount=&IS=1&req-IS=1").amount is None
    for wrong, why in (
        ("bitcoin:x", "begin with dash:"),
        ("dash:", "no address"),
        ("dash:X?amount=1x", "no amount"),
        ("dash:X?req-future=1", "future"),
    ):
        with pytest.raises(UriError, match=why):
            parse_uri(wrong)


def test_code_too_long(qapp: object) -> None:
    """A link that no reader would take is refused."""
    del qapp
    assert make_image("dash:X").width() == make_image("dash:X").height()
    with pytest.raises(ValueError, match="too long"):
        make_image("x" * 256)
