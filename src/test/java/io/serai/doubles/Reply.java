package io.serai.doubles;

/** What a server does with a request once it has decided. */
sealed interface Reply {

  /** An ordinary answer with a JSON body. */
  record Json(int status, Object body) implements Reply {}

  /** A message of a provider that speaks no HTTP, without what frames it. */
  @SuppressWarnings("ArrayRecordComponent") // written once, never compared
  record Bytes(byte[] message) implements Reply {}

  /** An answer that nobody can read. */
  record Garbage() implements Reply {}

  /** The connection ends at once, with RST and no answer. */
  record Reset() implements Reply {}

  /** No answer, ever; the connection stays open until the caller gives up. */
  record Silence() implements Reply {}
}
