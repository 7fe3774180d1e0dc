package io.serai.faults;

/** What the network between hub and provider does to one request or to its answer. */
enum Fault {
  /** Nothing. */
  NONE,
  /** The request never arrives; the connection stays open. */
  DROP,
  /** The request arrives late, perhaps after the hub has given up. */
  DELAY,
  /** The request arrives twice; the second answer goes nowhere. */
  DUPLICATE,
  /** The answer arrives twice. */
  DUPLICATE_ANSWER,
  /** The request arrives after one that was sent later. */
  REORDER,
  /** The connection is reset, the request never arrives. */
  RESET,
  /** The request arrives, and the provider's side of the connection is closed without an answer. */
  HALF_CLOSE,
  /** The provider books and answers; the connection is reset instead. */
  ANSWER_LOST,
  /** Half of the answer arrives, then the connection ends. */
  TRUNCATE,
  /** The answer arrives byte by byte. */
  SLOW_DRIP
}
