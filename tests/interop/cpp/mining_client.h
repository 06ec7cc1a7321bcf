// The classes that mpgen wraps around mining.capnp: plain data, and an abstract class for each interface.
#pragma once
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace client {
struct BlockRef {
    std::string hash;
    int32_t height{0};
};
struct BlockCreateOptions {
    bool use_mempool{true};
    uint64_t block_reserved_weight{8000};
    uint64_t coinbase_output_max_additional_sigops{400};
};
struct BlockWaitOptions {
    double timeout{1.7976931348623157e308};
    int64_t fee_threshold{2100000000000000};
};
struct BlockCheckOptions {
    bool check_merkle_root{true};
    bool check_pow{true};
};
struct CoinbaseTx {
    uint32_t version{0};
    uint32_t sequence{0};
    std::string script_sig_prefix;
    std::string witness;
    int64_t block_reward_remaining{0};
    std::vector<std::string> required_outputs;
    uint32_t lock_time{0};
    uint16_t type{0};
    std::string extra_payload;
    std::vector<std::string> masternode_outputs;
    std::vector<std::string> superblock_outputs;
};
class BlockTemplate {
public:
    virtual ~BlockTemplate() = default;
    virtual std::string getBlockHeader() = 0;
    virtual std::string getBlock() = 0;
    virtual std::vector<int64_t> getTxFees() = 0;
    virtual std::vector<int64_t> getTxSigops() = 0;
    virtual CoinbaseTx getCoinbaseTx() = 0;
    virtual std::vector<std::string> getCoinbaseMerklePath() = 0;
    virtual bool submitSolutionOld7(uint32_t version, uint32_t timestamp, uint32_t nonce, std::string coinbase) = 0;
    virtual std::unique_ptr<BlockTemplate> waitNext(BlockWaitOptions options) = 0;
    virtual void interruptWait() = 0;
    virtual bool submitSolution(uint32_t version, uint32_t timestamp, uint32_t nonce, std::string coinbase,
                                std::string& reason, std::string& debug) = 0;
};
class Mining {
public:
    virtual ~Mining() = default;
    virtual bool isTestChain() = 0;
    virtual bool isInitialBlockDownload() = 0;
    virtual std::optional<BlockRef> getTip() = 0;
    virtual std::optional<BlockRef> waitTipChanged(std::string current_tip, double timeout) = 0;
    virtual std::unique_ptr<BlockTemplate> createNewBlock(const BlockCreateOptions& options, bool cooldown) = 0;
    virtual bool checkBlock(std::string block, const BlockCheckOptions& options, std::string& reason,
                            std::string& debug) = 0;
    virtual void interrupt() = 0;
    virtual bool submitBlock(std::string block, std::string& reason, std::string& debug) = 0;
    virtual std::vector<std::string> getTransactionsByTxId(std::vector<std::string> txids) = 0;
    virtual std::vector<std::string> getTransactionsByWitnessId(std::vector<std::string> wtxids) = 0;
};
class Init {
public:
    virtual ~Init() = default;
    virtual void reserved1() {}
    virtual void reserved2() {}
    virtual void reserved3() {}
    virtual std::unique_ptr<Mining> makeMining() = 0;
};
} // namespace client
