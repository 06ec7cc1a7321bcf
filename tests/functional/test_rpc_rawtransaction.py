"""Transactions by hand: made, signed, tested, sent, mined, found."""

import pytest
from framework import Nodes, RpcFailureError

from dashcore.consensus.networks import make_regtest_params
from dashcore.script.address import PrivateKey, encode_destination, encode_secret
from dashcore.script.standard import PKHash

pytestmark = pytest.mark.functional

PREFIXES = make_regtest_params().base58
KEY = PrivateKey(b"\x11" * 32)
ADDRESS = encode_destination(PKHash.of(KEY.pubkey), PREFIXES)
SECRET = encode_secret(KEY, PREFIXES)


@pytest.mark.parametrize("program", ["dash-node", "dashd"])
def test_life_of_a_transaction(nodes: Nodes, program: str) -> None:
    """From an output of a coinbase into a block, found there through the index, also after a restart."""
    node = nodes.start("-disablewallet", "-txindex=1", program=program)
    rpc = node.rpc
    (first,) = rpc.generatetoaddress(1, ADDRESS)
    rpc.generatetoaddress(100, ADDRESS)
    coinbase = rpc.getblock(first)["tx"][0]

    made = rpc.createrawtransaction([{"txid": coinbase, "vout": 0}], [{ADDRESS: 499.999}, {"data": "00ff"}])
    assert rpc.testmempoolaccept([made])[0]["allowed"] is False
    signed = rpc.signrawtransactionwithkey(made, [SECRET])
    assert signed["complete"] is True
    assert rpc.testmempoolaccept([signed["hex"]])[0]["allowed"] is True
    txid = rpc.sendrawtransaction(signed["hex"])
    assert rpc.getrawmempool() == [txid]
    (block_hash,) = rpc.generatetoaddress(1, ADDRESS)
    assert rpc.getrawtransaction(txid, True)["blockhash"] == block_hash
    with pytest.raises(RpcFailureError) as caught:
        rpc.sendrawtransaction(signed["hex"])
    assert caught.value.code == -27

    node.stop()
    node.start("-disablewallet", "-txindex=1")
    assert node.rpc.getrawtransaction(txid) == signed["hex"]
