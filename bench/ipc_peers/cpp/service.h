// The bench's service as C++ libmultiprocess serves it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

struct Query {
    std::string label;
    int32_t min_height;
    int64_t min_amount;
    bool include_spent;
    std::string script;
};

struct Row {
    std::string txid;
    uint32_t index;
    int32_t height;
    int64_t amount;
    bool spent;
    std::string label;
};

class Callback
{
public:
    virtual ~Callback() = default;
    virtual int call(int number) = 0;
};

class Service
{
public:
    virtual ~Service() = default;
    virtual std::string echo(const std::string& text) = 0;
    virtual std::string echoPlain(const std::string& text) = 0;
    virtual uint32_t put(const std::string& data) = 0;
    virtual std::string get(uint32_t size) = 0;
    virtual int callBack(Callback& callback, int count) = 0;
    virtual std::vector<Row> findRows(const Query& query) = 0;
};
