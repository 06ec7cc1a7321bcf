// bench: starts itself as the server, then reads work names from standard input and prints microseconds per call.
// bench FD: serves on that descriptor.

#include <service.capnp.h>
#include <service.capnp.proxy-types.h>
#include <mp/proxy-io.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <future>
#include <iostream>
#include <stdexcept>
#include <thread>

namespace {
constexpr uint32_t MIB = 1 << 20;

std::vector<Row> MakeRows()
{
    std::vector<Row> rows;
    for (int i = 0; i < 100; ++i) {
        rows.push_back({std::string(32, char(i)), uint32_t(i & 3), 1000 + i, 5000000000 + i, i % 3 == 0, "row " + std::to_string(i)});
    }
    return rows;
}

struct ServiceImpl : Service {
    std::string echo(const std::string& text) override { return text; }
    std::string echoPlain(const std::string& text) override { return text; }
    uint32_t put(const std::string& data) override { return data.size(); }
    std::string get(uint32_t size) override { return std::string(size, '\0'); }
    int callBack(Callback& callback, int count) override
    {
        int answer = 0;
        for (int i = 0; i < count; ++i) answer = callback.call(i);
        return answer;
    }
    std::vector<Row> findRows(const Query&) override { return m_rows; }
    const std::vector<Row> m_rows = MakeRows();
};

struct CallbackImpl : Callback {
    int call(int number) override { return number + 1; }
};

void Log(bool raise, const std::string& message)
{
    if (raise) throw std::runtime_error(message);
}

template <typename F>
double Loop(int count, F&& call)
{
    const auto began = std::chrono::steady_clock::now();
    for (int i = 0; i < count; ++i) call();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count() / count;
}

double Median(std::vector<double> times)
{
    std::sort(times.begin(), times.end());
    return times[times.size() / 2];
}

double Threads(Service& service, int count, int calls)
{
    std::atomic<int> ready{0};
    std::promise<void> start;
    std::shared_future<void> started{start.get_future()};
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&] {
            service.echo("hello");
            ++ready;
            started.wait();
            for (int k = 0; k < calls; ++k) service.echo("hello");
        });
    }
    while (ready < count) std::this_thread::yield();
    const auto began = std::chrono::steady_clock::now();
    start.set_value();
    for (auto& thread : threads) thread.join();
    return std::chrono::duration<double, std::micro>(std::chrono::steady_clock::now() - began).count() / (count * calls);
}

double Measure(Service& service, const std::string& work)
{
    const auto echo = [&] { service.echo("hello"); };
    if (work == "echo_plain") return Loop(200, [&] { service.echoPlain("hello"); });
    if (work == "echo_mapped") return Loop(200, echo);
    if (work == "callback") {
        CallbackImpl callback;
        return Loop(1, [&] { service.callBack(callback, 100); }) / 100;
    }
    if (work == "put_1mib") {
        const std::string data(MIB, '\0');
        return Loop(8, [&] { service.put(data); });
    }
    if (work == "get_1mib") return Loop(8, [&] { service.get(MIB); });
    if (work == "threads_4") return Threads(service, 4, 60);
    if (work == "threads_8") return Threads(service, 8, 60);
    if (work == "dataclass") {
        const Query query{"rent", 1000, 5000000000, true, std::string(25, 'x')};
        return Loop(10, [&] { service.findRows(query); });
    }
    std::vector<double> times;
    if (work == "idle") {
        for (int i = 0; i < 8; ++i) {
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
            times.push_back(Loop(1, echo));
        }
        return Median(times);
    }
    if (work == "busy") {
        std::atomic<bool> stop{false};
        std::thread computing([&] { for (volatile uint64_t n = 1; !stop;) n = n * 48271 % 2147483647; });
        for (int i = 0; i < 12; ++i) times.push_back(Loop(1, echo));
        stop = true;
        computing.join();
        return Median(times);
    }
    throw std::runtime_error("unknown work " + work);
}
} // namespace

int main(int argc, char** argv)
{
    if (argc == 2) {
        mp::EventLoop loop("bench-server", Log);
        ServiceImpl service;
        mp::ServeStream<messages::ServiceInterface>(loop, std::stoi(argv[1]), service);
        loop.loop();
        return 0;
    }
    std::promise<mp::EventLoop*> promise;
    std::thread loop_thread([&] {
        mp::EventLoop loop("bench", Log);
        promise.set_value(&loop);
        loop.loop();
    });
    mp::EventLoop* loop = promise.get_future().get();
    int pid;
    const int fd = mp::SpawnProcess(pid, [&](int fd) { return std::vector<std::string>{argv[0], std::to_string(fd)}; });
    auto service = mp::ConnectStream<messages::ServiceInterface>(*loop, fd);
    std::cout << "ready" << std::endl;
    for (std::string work; std::getline(std::cin, work);) std::cout << Measure(*service, work) << std::endl;
    service.reset();
    mp::WaitProcess(pid);
    loop_thread.join();
    return 0;
}
