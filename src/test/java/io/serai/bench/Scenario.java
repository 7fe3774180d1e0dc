package io.serai.bench;

/**
 * One line of the table.
 *
 * @param subject what is measured
 * @param connections of the load client
 * @param inFlight requests under way on each
 */
record Scenario(Subject subject, int connections, int inFlight) {

  /** What is measured. */
  enum Subject {
    PEER("peer: jPOS ISOServer, one commit a message"),
    FLOOR("hub: 0100 decided by floor"),
    ISSUER("hub: 0100 to issuer-h"),
    CHARGES("hub: POST /v1/charges to gateway-a"),
    VAN("hub: 0100 to van-c over a link"),
    /** Last: those who wait do so until the run is over. */
    BESIDE_DEAD("hub: 0100 to issuer-h while 1,000 wait for a dead van-c");

    private final String title;

    Subject(String title) {
      this.title = title;
    }

    String title() {
      return title;
    }

    boolean isHub() {
      return this != PEER;
    }
  }

  /** What the client asks for, without what is asked. */
  String load() {
    return connections + "x" + inFlight;
  }
}
