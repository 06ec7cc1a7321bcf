// Mines one block through Mining as C++ libmultiprocess speaks it, and prints what it saw.
#include "mining_client.h"
#include "mining.capnp.h"
#include "mining.capnp.proxy-types.h"
#include <cstring>
#include <future>
#include <iostream>
#include <limits>
#include <mp/proxy-io.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <thread>

namespace {
constexpr double FOREVER{std::numeric_limits<double>::max()};

uint32_t Word(const std::string& bytes, size_t at)
{
    uint32_t word;
    std::memcpy(&word, bytes.data() + at, sizeof(word));
    return word;
}

std::string Bytes(uint64_t number, size_t size)
{
    return std::string(reinterpret_cast<const char*>(&number), size);
}

std::string Sized(const std::string& bytes)
{
    return char(bytes.size()) + bytes;
}

std::string Coinbase(const client::CoinbaseTx& told)
{
    std::string out{Bytes(told.version | uint32_t{told.type} << 16, 4)};
    out += '\1' + std::string(32, '\0') + std::string(4, '\xff') + Sized(told.script_sig_prefix) + Bytes(told.sequence, 4);
    out += char(1 + told.required_outputs.size());
    out += Bytes(told.block_reward_remaining, 8) + Sized("\x51");
    for (const std::string& output : told.required_outputs) out += output;
    out += Bytes(told.lock_time, 4);
    return told.type ? out + Sized(told.extra_payload) : out;
}
} // namespace

int main(int, char** argv)
{
    sockaddr_un address{AF_UNIX, {}};
    std::strncpy(address.sun_path, argv[1], sizeof(address.sun_path) - 1);
    int fd = socket(AF_UNIX, SOCK_STREAM, 0);
    if (connect(fd, reinterpret_cast<sockaddr*>(&address), sizeof(address))) return std::perror("connect"), 1;
    std::promise<mp::EventLoop*> promise;
    std::thread thread([&] {
        mp::EventLoop loop("client", [](bool raise, const std::string& text) {
            if (raise) throw std::runtime_error(text);
        });
        promise.set_value(&loop);
        loop.loop();
    });
    auto init = mp::ConnectStream<ipc::capnp::messages::Init>(*promise.get_future().get(), fd);
    auto mining = init->makeMining();
    auto tip = mining->getTip();
    auto same = mining->waitTipChanged(tip->hash, 1);
    std::cout << mining->isTestChain() << mining->isInitialBlockDownload() << " " << tip->height << " "
              << (same && same->hash == tip->hash) << std::endl;

    auto block_template = mining->createNewBlock({}, false);
    std::string reason, debug;
    bool good = mining->checkBlock(block_template->getBlock(), {true, false}, reason, debug);
    std::cout << "check " << good << " '" << reason << "'" << std::endl;
    const std::string header{block_template->getBlockHeader()};
    const std::string coinbase{Coinbase(block_template->getCoinbaseTx())};
    bool solved{false};
    for (uint32_t nonce = 0; nonce < 1000 && !solved; ++nonce) {
        solved = block_template->submitSolution(Word(header, 0), Word(header, 68), nonce, coinbase, reason, debug);
        if (!solved && reason != "high-hash") return std::cout << reason << std::endl, 1;
    }
    auto changed = mining->waitTipChanged(tip->hash, FOREVER);
    std::cout << "solved " << solved << " '" << reason << "' " << changed->height << std::endl;

    auto next = block_template->waitNext({});
    const bool late{next->waitNext({1, 2100000000000000}) == nullptr};
    std::future<void> interrupts = std::async(std::launch::async, [&] { mining->interrupt(); });
    auto ended = mining->waitTipChanged(changed->hash, FOREVER);
    interrupts.get();
    std::cout << "next " << (next->getBlockHeader().substr(4, 32) == changed->hash) << " late " << late << " ended "
              << !ended.has_value() << std::endl;
    next.reset();
    block_template.reset();
    mining.reset();
    init.reset();
    thread.join();
}
