# The service for pycapnp. libmultiprocess and C++ have schemas of their own.
@0xd1a6c27be5c8fd10;

interface Callback {
  call @0 (number :Int32) -> (result :Int32);
}

struct Query {
  label @0 :Text;
  minHeight @1 :Int32;
  minAmount @2 :Int64;
  includeSpent @3 :Bool;
  script @4 :Data;
}

struct Row {
  txid @0 :Data;
  index @1 :UInt32;
  height @2 :Int32;
  amount @3 :Int64;
  spent @4 :Bool;
  label @5 :Text;
}

interface Service {
  echo @0 (text :Text) -> (result :Text);
  put @1 (data :Data) -> (result :UInt32);
  get @2 (size :UInt32) -> (result :Data);
  callBack @3 (callback :Callback, count :Int32) -> (result :Int32);
  findRows @4 (query :Query) -> (result :List(Row));
}
