"""Why a script failed. Mirrors script/script_error.h and .cpp; names and texts are Core's."""

from enum import Enum


class ScriptError(Enum):
    """The verdict on a script; `str()` is the text that people and peers see. Source: C++ ScriptErrorString."""

    OK = "No error"
    UNKNOWN_ERROR = "unknown error"
    EVAL_FALSE = "Script evaluated without error but finished with a false/empty top stack element"
    OP_RETURN = "OP_RETURN was encountered"

    # sizes
    SCRIPT_SIZE = "Script is too big"
    PUSH_SIZE = "Push value size limit exceeded"
    OP_COUNT = "Operation limit exceeded"
    STACK_SIZE = "Stack size limit exceeded"
    SIG_COUNT = "Signature count negative or greater than pubkey count"
    PUBKEY_COUNT = "Pubkey count negative or limit exceeded"

    # verifying operations
    VERIFY = "Script failed an OP_VERIFY operation"
    EQUALVERIFY = "Script failed an OP_EQUALVERIFY operation"
    CHECKMULTISIGVERIFY = "Script failed an OP_CHECKMULTISIGVERIFY operation"
    CHECKSIGVERIFY = "Script failed an OP_CHECKSIGVERIFY operation"
    CHECKDATASIGVERIFY = "Script failed an OP_CHECKDATASIGVERIFY operation"
    NUMEQUALVERIFY = "Script failed an OP_NUMEQUALVERIFY operation"

    # form
    BAD_OPCODE = "Opcode missing or not understood"
    DISABLED_OPCODE = "Attempted to use a disabled opcode"
    INVALID_STACK_OPERATION = "Operation not valid with the current stack size"
    INVALID_ALTSTACK_OPERATION = "Operation not valid with the current altstack size"
    UNBALANCED_CONDITIONAL = "Invalid OP_IF construction"

    # operands
    INVALID_SPLIT_RANGE = "Invalid OP_SPLIT range"
    INVALID_OPERAND_SIZE = "Invalid operand size"
    INVALID_NUMBER_RANGE = "Given operand is not a number within the valid range [-2^31...2^31]"
    IMPOSSIBLE_ENCODING = "The requested encoding is impossible to satisfy"
    DIV_BY_ZERO = "Division by zero error"
    MOD_BY_ZERO = "Modulo by zero error"

    # lock times
    NEGATIVE_LOCKTIME = "Negative locktime"
    UNSATISFIED_LOCKTIME = "Locktime requirement not satisfied"

    # malleability. Source: BIP 62
    SIG_HASHTYPE = "Signature hash type missing or not understood"
    SIG_DER = "Non-canonical DER signature"
    MINIMALDATA = "Data push larger than necessary"
    SIG_PUSHONLY = "Only push operators allowed in signatures"
    SIG_HIGH_S = "Non-canonical signature: S value is unnecessarily high"
    SIG_NULLDUMMY = "Dummy CHECKMULTISIG argument must be zero"
    PUBKEYTYPE = "Public key is neither compressed or uncompressed"
    CLEANSTACK = "Stack size must be exactly one after execution"
    SIG_NULLFAIL = "Signature must be zero for failed CHECK(MULTI)SIG operation"

    # upgrades
    DISCOURAGE_UPGRADABLE_NOPS = "NOPx reserved for soft-fork upgrades"

    # constant script code
    OP_CODESEPARATOR = "Using OP_CODESEPARATOR"
    SIG_FINDANDDELETE = "Signature is found in scriptCode"

    def __str__(self) -> str:
        return self.value


class ScriptFailure(Exception):  # noqa: N818 - a verdict, not a fault
    """Ends an evaluation with a verdict; never leaves the interpreter."""

    def __init__(self, error: ScriptError) -> None:
        super().__init__(error)
        self.error = error
