# The part of libmultiprocess that every schema shares: annotations, and the interfaces by which two processes pair up
# their threads. Ids and ordinals are those of the C++ library, so that peers of both kinds mean the same.

@0xcc316e3f71a040fb;

using Cxx = import "/capnp/c++.capnp";
$Cxx.namespace("mp");

annotation include @0xb899f3c154fdb458 (file) :Text;
# C++ header with the wrapped classes.

annotation includeTypes @0xbcec15648e8a0cf1 (file) :Text;
# C++ header with conversions of types.

annotation wrap @0xe6f46079b7b1405e (interface, struct) :Text;
# Name of the C++ class that the interface or struct stands for.

annotation count @0xd02682b319f69b38 (param, struct, interface) :Int32;
# How many C++ parameters make one schema parameter; 0: filled from the call's surroundings.

annotation exception @0x996a183200992f88 (param) :Text;
# The result holds an exception; name of its class.

annotation name @0xb594888f63f4dbb9 (field, method) :Text;
# Name on the language's side where it differs.

annotation skip @0x824c08b82695d8dd (field) :Void;
# The same as count(0).

interface ThreadMap @0xee5e37179ad9dc9d $count(0) {
    # Makes threads for the peer's threads. Swapped by `construct`.

    makeThread @0 (name :Text) -> (result :Thread);
    # Start a thread that runs the calls of one thread of the peer.

    makePool @1 (count :UInt32) -> ();
    # Start threads for calls that name none.
}

interface Thread @0x81c1e2600d0b56c5 {
    # A thread of the process that offers it.

    getName @0 () -> (result :Text);
}

struct Context @0x9c44e6645d0b22c6 $count(0) {
    # First parameter of nearly every method.

    thread @0 :Thread;
    # The callee's thread that is to run the call.

    callbackThread @1 :Thread;
    # The caller's thread, which waits meanwhile and runs what the callee asks of it.
}
