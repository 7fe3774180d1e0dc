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
    ISSUER_PEER("peer: jPOS ISOServer, account for update, one commit a decision"),
    FLOOR("hub: 0100 decided by floor"),
    ISSUER("hub: 0100 to issuer-h"),
    CHARGES("hub: POST /v1/charges to gateway-a"),
    ISSUING("hub: 0100 of 100,000 cards decided by their program"),
    /** Begins a request when it is due, not when an answer is there. */
    ISSUING_HALF("hub: the same at half of that throughput", 0.5),
    /** More than can be decided: how much of what can be is still decided in time (S4.6). */
    ISSUING_OVERLOAD("hub: the same at three times that throughput", 3),
    VAN("hub: 0100 to van-c over a link"),
    /** Last: those who wait do so until the run is over. */
    BESIDE_DEAD("hub: 0100 to issuer-h while 1,000 wait for a dead van-c");

    private final String title;
    private final double share;

    Subject(String title) {
      this(title, 0);
    }

    Subject(String title, double share) {
      this.title = title;
      this.share = share;
    }

    String title() {
      return title;
    }

    boolean isHub() {
      return this != PEER && this != ISSUER_PEER;
    }

    /** Whom it is compared with. */
    Subject peer() {
      if (isPaced()) {
        return ISSUING;
      }
      return this == ISSUING || this == ISSUER_PEER ? ISSUER_PEER : PEER;
    }

    /** Whether it has a rate of its own: its share of {@link #ISSUING}'s throughput. */
    boolean isPaced() {
      return share > 0;
    }

    double share() {
      return share;
    }
  }

  /** What the client asks for, without what is asked. */
  String load() {
    return connections + "x" + inFlight;
  }
}
