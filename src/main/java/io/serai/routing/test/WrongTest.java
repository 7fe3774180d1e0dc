package io.serai.routing.test;

/** A test file says something that cannot be; the message says what to write instead. */
final class WrongTest extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Place place;

  WrongTest(Place place, String message) {
    super(message);
    this.place = place;
  }

  Place place() {
    return place;
  }
}
