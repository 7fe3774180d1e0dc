package io.serai.iso8583;

/** Takes the peer's requests of a link. */
interface Receiver {

  /**
   * Takes a request; its answer is written to the call's connection, at once or later. It must not
   * block, since it runs on the connection's own thread.
   */
  void receive(IsoCall call);
}
