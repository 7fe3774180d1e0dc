package io.serai.faults;

/** Where a process can be made to end. */
enum FaultPoint {
  /** The intent is on disk, nothing is sent. */
  AFTER_INTENT,
  /** The request is sent, its answer is not there. */
  AFTER_SEND,
  /** The provider's answer is there, its outcome is not on disk. */
  AFTER_ANSWER,
  /** The provider has acknowledged a reversal, which is not on disk. */
  IN_REVERSAL,
  /** Kafka has acknowledged a batch, the relay's mark is where it was. */
  AFTER_KAFKA,
  /** What a card network asked is decided and on disk, and not answered. */
  AFTER_DECISION,
  /** A group of card requests is begun, and nothing is looked at yet. */
  BEFORE_DECISION
}
