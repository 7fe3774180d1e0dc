package io.serai.iso8583;

/** Is told how the connections of a link do, on their own threads; it must not block. */
interface LinkWatcher {

  /** Who does not care. */
  LinkWatcher NOBODY = new LinkWatcher() {};

  /** A connection may be used from now on, or may not any more. */
  default void up(LinkConnection connection, boolean now) {}

  /** A host could not be dialed; it is dialed again. */
  default void notDialed(String problem) {}

  /** Something is wrong on a connection. */
  default void problem(String problem) {}
}
