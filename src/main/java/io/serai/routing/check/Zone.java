package io.serai.routing.check;

/** What a file is for, which decides what it may do. */
enum Zone {
  /** {@code routes/entries}: connections. */
  ENTRIES("routes/entries"),
  /** {@code routes/online}, {@code batch}, {@code settlement}: the set of routes. */
  SET("the route set"),
  /** {@code kamelets}: how a provider speaks. */
  KAMELET("a Kamelet");

  private final String words;

  Zone(String words) {
    this.words = words;
  }

  /** How people call it. */
  String words() {
    return words;
  }
}
