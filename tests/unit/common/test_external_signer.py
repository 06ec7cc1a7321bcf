"""What a signer's program answers is taken, and what it answers wrongly is refused in Core's words."""

import json
from pathlib import Path

import pytest

from dashcore.common.external_signer import ExternalSigner, ExternalSignerError

PROGRAM = """#!/bin/sh
[ -t 0 ] || input=$(cat)
printf '%s|' "$@" > {folder}/words
printf '%s' "$input" > {folder}/input
cat {folder}/answer
exit $(cat {folder}/status)
"""


class Signer:
    """A program that answers what it is told to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        path = folder / "signer"
        path.write_text(PROGRAM.format(folder=folder))
        path.chmod(0o700)
        self.command = f"{path} --one"
        self.device = ExternalSigner(command=self.command, chain="regtest", fingerprint="00000001")

    def says(self, answer: object, status: int = 0) -> None:
        """Set the next answers."""
        (self.folder / "answer").write_text(answer if isinstance(answer, str) else json.dumps(answer))
        (self.folder / "status").write_text(str(status))

    def heard(self) -> tuple[str, str]:
        """Return the words and the input it was last run with."""
        return (self.folder / "words").read_text(), (self.folder / "input").read_text()


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    """The program in a folder of the test."""
    return Signer(tmp_path)


def test_enumerate(signer: Signer) -> None:
    """Devices come with their names, none twice."""
    signer.says([{"fingerprint": "00000001", "model": "one"}, {"fingerprint": "2"}, {"fingerprint": "2"}])
    first, second = ExternalSigner.enumerate(signer.command, "test")

    assert (first.fingerprint, first.name, first.chain) == ("00000001", "one", "test")
    assert (second.fingerprint, second.name) == ("2", "")
    assert signer.heard() == ("--one|enumerate|", "")


def test_requests(signer: Signer) -> None:
    """Each request names device and network; a transaction goes to standard input."""
    options = "--fingerprint|00000001|--chain|regtest|"
    signer.says({"address": "y"})
    assert signer.device.display_address("pkh(key)#sum") == {"address": "y"}
    assert signer.heard() == (f"--one|{options}displayaddress|--desc|pkh(key)#sum|", "")
    signer.says({"receive": [], "internal": []})
    assert signer.device.get_descriptors(3) == {"receive": [], "internal": []}
    assert signer.heard() == (f"--one|{options}getdescriptors|--account|3|", "")
    signer.says({"psbt": "signed"})
    assert signer.device.sign("cHNi") == "signed"
    assert signer.heard() == (f"--one|--stdin|{options}", "signtx cHNi")


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        ({}, "received invalid response, expected array of signers"),
        ([5], "received invalid response, missing signer fingerprint"),
        ([{"fingerprint": "1", "error": "busy"}], "error: busy"),
        ([{"fingerprint": "1", "error": 5}], "error"),
    ],
)
def test_bad_list(signer: Signer, answer: object, message: str) -> None:
    """What is no list of devices is refused."""
    signer.says(answer)
    with pytest.raises(ExternalSignerError) as caught:
        ExternalSigner.enumerate(signer.command, "test")
    assert str(caught.value) == f"'{signer.command}' {message}"


def test_failures(signer: Signer) -> None:
    """No program, a status, no JSON, a refusal, no transaction: each has its sentence."""
    with pytest.raises(ExternalSignerError, match=r"^execve failed: No such file or directory$"):
        ExternalSigner.enumerate("/nonexistent/signer", "test")
    signer.says("", 2)
    with pytest.raises(ExternalSignerError) as caught:
        ExternalSigner.enumerate(signer.command, "test")
    assert str(caught.value) == f"RunCommandParseJSON error: process({signer.command} enumerate) returned 2: \n"
    signer.says("no\nJSON")
    with pytest.raises(ExternalSignerError, match=r"^Unable to parse JSON: no$"):
        ExternalSigner.enumerate(signer.command, "test")
    signer.says({"error": "refused"})
    with pytest.raises(ExternalSignerError, match=r"^refused$"):
        signer.device.sign("cHNi")
    signer.says([])
    with pytest.raises(ExternalSignerError, match=r"^Unexpected result from signer$"):
        signer.device.sign("cHNi")
