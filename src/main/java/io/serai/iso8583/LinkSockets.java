package io.serai.iso8583;

/** What opens the connections of a link. */
interface LinkSockets {

  /**
   * Begins.
   *
   * @throws io.serai.payment.SeraiException if it cannot
   */
  void open();

  /** Opens no more connections; those that are open stay. */
  void stop();
}
