"""A signer that is a program of its own, such as a hardware wallet's: -signer. Mirrors external_signer.cpp, run_command.cpp."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Self

from dashcore.common import files

_OPTION = "signer"


class ExternalSignerError(Exception):
    """The program cannot be run, or does not answer as it should; the text is Core's."""


class SigningRefusedError(ExternalSignerError):
    """The device does not sign."""


def _ask(command: str, words: Sequence[str], said: str = "") -> object:
    """Run the program; return the JSON it writes as its first line. Source: C++ RunCommandParseJSON."""
    try:
        answer = files.run_program(_OPTION, command, words, said)
    except OSError as error:
        reason = os.strerror(error.errno or 0)
        raise ExternalSignerError(f"execve failed: {reason}") from None
    out, err = (text.partition("\n")[0] for text in (answer.out, answer.err))
    if answer.status:
        composed = " ".join((command, *words))
        raise ExternalSignerError(f"RunCommandParseJSON error: process({composed}) returned {answer.status}: {err}\n")
    try:
        found: object = json.loads(out)
    except ValueError:
        raise ExternalSignerError(f"Unable to parse JSON: {out}") from None
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class ExternalSigner:
    """One device that the program knows.

    Attributes:
        command: the program, as -signer has it.
        chain: name of the network.
        fingerprint: of its master key, eight hexadecimal digits.
        name: its model.
    """

    command: str
    chain: str
    fingerprint: str
    name: str = ""

    @classmethod
    def enumerate(cls, command: str, chain: str) -> list[Self]:
        """Ask the program for its devices.

        Raises:
            ExternalSignerError: it fails, or says that one of them has.
        """
        found = _ask(command, ["enumerate"])
        if not isinstance(found, list):
            raise ExternalSignerError(f"'{command}' received invalid response, expected array of signers")
        signers: list[Self] = []
        for entry in found:
            told: Mapping[str, object] = entry if isinstance(entry, dict) else {}
            error = told.get("error")
            if error is not None:
                said = f": {error}" if isinstance(error, str) else ""
                raise ExternalSignerError(f"'{command}' error{said}")
            fingerprint = told.get("fingerprint")
            if not isinstance(fingerprint, str):
                raise ExternalSignerError(f"'{command}' received invalid response, missing signer fingerprint")
            if any(signer.fingerprint == fingerprint for signer in signers):
                break
            model = told.get("model")
            name = model if isinstance(model, str) else ""
            signers.append(cls(command=command, chain=chain, fingerprint=fingerprint, name=name))
        return signers

    def _options(self) -> list[str]:
        return ["--fingerprint", self.fingerprint, "--chain", self.chain]

    def display_address(self, descriptor: str) -> object:
        """Have the device show an address; return what it answers.

        Raises:
            ExternalSignerError: the program fails.
        """
        return _ask(self.command, [*self._options(), "displayaddress", "--desc", descriptor])

    def get_descriptors(self, account: int) -> object:
        """Return the descriptors of an account.

        Raises:
            ExternalSignerError: the program fails.
        """
        return _ask(self.command, [*self._options(), "getdescriptors", "--account", str(account)])

    def sign(self, psbt: str) -> str:
        """Have a partially signed transaction signed, in base64; return it.

        Raises:
            SigningRefusedError: the device does not.
            ExternalSignerError: the program fails.
        """
        answer = _ask(self.command, ["--stdin", *self._options()], f"signtx {psbt}")
        told: Mapping[str, object] = answer if isinstance(answer, dict) else {}
        if isinstance(told.get("error"), str):
            raise SigningRefusedError(str(told["error"]))
        signed = told.get("psbt")
        if not isinstance(signed, str):
            raise SigningRefusedError("Unexpected result from signer")
        return signed
