@0x9c1d35fbd6b0d3ac;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("messages");

using Proxy = import "/mp/proxy.capnp";
$Proxy.include("service.h");
$Proxy.includeTypes("service_types.h");

interface ServiceInterface $Proxy.wrap("Service") {
    construct @0 (threadMap :Proxy.ThreadMap) -> (threadMap :Proxy.ThreadMap);
    echo @1 (context :Proxy.Context, text :Text) -> (result :Text);
    echoPlain @2 (text :Text) -> (result :Text);
    put @3 (context :Proxy.Context, data :Data) -> (result :UInt32);
    get @4 (context :Proxy.Context, size :UInt32) -> (result :Data);
    callBack @5 (context :Proxy.Context, callback :CallbackInterface, count :Int32) -> (result :Int32);
    findRows @6 (context :Proxy.Context, query :Query) -> (result :List(Row));
}

interface CallbackInterface $Proxy.wrap("Callback") {
    destroy @0 (context :Proxy.Context) -> ();
    call @1 (context :Proxy.Context, number :Int32) -> (result :Int32);
}

struct Query $Proxy.wrap("Query") {
    label @0 :Text;
    minHeight @1 :Int32 $Proxy.name("min_height");
    minAmount @2 :Int64 $Proxy.name("min_amount");
    includeSpent @3 :Bool $Proxy.name("include_spent");
    script @4 :Data;
}

struct Row $Proxy.wrap("Row") {
    txid @0 :Data;
    index @1 :UInt32;
    height @2 :Int32;
    amount @3 :Int64;
    spent @4 :Bool;
    label @5 :Text;
}
