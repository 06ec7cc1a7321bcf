"""The block template handed to miners, kept for as long as it is good. Mirrors the statics of getblocktemplate."""

from dataclasses import dataclass

from dashcore.node.context import NodeContext
from dashcore.node.mining.miner import BlockTemplate
from dashcore.primitives.types import Script
from dashcore.script.opcodes import OP_TRUE

_REFRESH_S = 5  # a template is kept that long although the mempool changed


@dataclass(slots=True)
class _Kept:
    """The last template, for as long as it is good."""

    template: BlockTemplate | None = None
    made_at: int = 0
    updates: int = 0


class TemplateKeeper:
    """Makes a new template when the tip moved, or some time after the mempool changed. Needs cs_main."""

    def __init__(self, node: NodeContext) -> None:
        self._node = node
        self._kept = _Kept()

    @property
    def updates(self) -> int:
        """Changes of the mempool when the last template was made."""
        return self._kept.updates

    def get(self) -> BlockTemplate:
        """Return a template on the tip.

        Raises:
            BlockCreationError: the chain would refuse it.
        """
        node, kept = self._node, self._kept
        now = node.clock.now()
        template = kept.template
        is_stale = node.mempool.updates != kept.updates and now - kept.made_at > _REFRESH_S
        if template is None or template.prev is not node.chainman.active.tip or is_stale:
            kept.template = None
            kept.updates = node.mempool.updates
            kept.made_at = now
            template = node.assembler.create_block(Script(bytes([OP_TRUE])))
            kept.template = template
        return template


def keeper_of(node: NodeContext) -> TemplateKeeper:
    """Return the node's keeper, made on first use."""
    with node.chainman.cs_main:
        if node.templates is None:
            node.templates = TemplateKeeper(node)
        return node.templates
