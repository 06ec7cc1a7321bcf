"""The chain as the node sees it: one object in front of stores, tree, coins and rules.

    manager = ChainManager(params, ChainOptions(data_dir=...), now=clock, shutdown=hook)
    manager.load()                     # open, replay, verify; ChainLoadError says what the user can do
    manager.set_mempool(hook)          # `events.MempoolHook`, before import and network
    manager.events.subscribe(receiver) # `events.ChainEvents`
    manager.import_blocks(paths)       # ends -reindex, then -loadblock, then connects the best chain
    manager.process_new_block(block, force=True)        # store, check, connect; InvalidBlockError if refused
    manager.process_new_block_headers(headers)          # InvalidBlockError; returns the last entry
    manager.test_block_validity(block, prev)            # for miner and getblocktemplate
    manager.invalidate_block(index), .reconsider_block(index), .precious_block(index)
    manager.close()                    # flush and release

Reading, with `with manager.cs_main:` around more than one look:
    manager.active (tip, height, at, next, locator, find_fork), manager.find(hash),
    manager.best_header, manager.coins (get_coin, has_coin...), manager.read_block(index),
    manager.chain_tips(), manager.is_initial_download(), manager.verification_progress(index),
    manager.find_fork_in_locator(hashes), manager.is_pruned(index), manager.importing,
    manager.reindexing, manager.wait_for_tip(hash, timeout_s), manager.block_disk_usage().

A block that is stored but fails when it is connected raises nothing: its verdict goes to
`ChainEvents.block_checked`, as in dashd. `FatalChainError` means the node is stopping.

Locks: see `chainstate`. What moves the tip takes `activation` first, so its callers must
not hold cs_main. Mirrors class ChainstateManager of validation.h.
"""
