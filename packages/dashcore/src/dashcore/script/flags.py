"""Which rules a script is held to. Mirrors the SCRIPT_VERIFY_* flags of script/interpreter.h and policy.h."""

from enum import IntFlag


class ScriptFlags(IntFlag):
    """Rules that may be switched on; each only ever forbids more. Names are Core's without SCRIPT_VERIFY_."""

    NONE = 0
    P2SH = 1 << 0  # evaluate the script behind a script hash. Source: BIP 16
    STRICTENC = 1 << 1  # strict DER, defined hash types, plain public keys
    DERSIG = 1 << 2  # strict DER. Source: BIP 66
    LOW_S = 1 << 3
    NULLDUMMY = 1 << 4  # the item CHECKMULTISIG drops is empty. Source: BIP 147
    SIGPUSHONLY = 1 << 5
    MINIMALDATA = 1 << 6  # shortest pushes and numbers
    DISCOURAGE_UPGRADABLE_NOPS = 1 << 7
    CLEANSTACK = 1 << 8  # exactly one item is left; only together with P2SH
    CHECKLOCKTIMEVERIFY = 1 << 9  # Source: BIP 65
    CHECKSEQUENCEVERIFY = 1 << 10  # Source: BIP 112
    NULLFAIL = 1 << 14  # signatures that fail are empty
    CONST_SCRIPTCODE = 1 << 16  # no OP_CODESEPARATOR, no signature inside the script


MANDATORY_FLAGS = ScriptFlags.P2SH
STANDARD_FLAGS = (
    MANDATORY_FLAGS
    | ScriptFlags.DERSIG
    | ScriptFlags.STRICTENC
    | ScriptFlags.MINIMALDATA
    | ScriptFlags.NULLDUMMY
    | ScriptFlags.DISCOURAGE_UPGRADABLE_NOPS
    | ScriptFlags.CLEANSTACK
    | ScriptFlags.NULLFAIL
    | ScriptFlags.CHECKLOCKTIMEVERIFY
    | ScriptFlags.CHECKSEQUENCEVERIFY
    | ScriptFlags.LOW_S
    | ScriptFlags.CONST_SCRIPTCODE
)
STANDARD_NOT_MANDATORY_FLAGS = STANDARD_FLAGS & ~MANDATORY_FLAGS
