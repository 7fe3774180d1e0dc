package io.serai.faults;

/** How much of a scenario is run, by system properties. */
final class FaultSettings {

  /** {@code long}; without it every scenario runs in its short form. */
  static final String PROPERTY = "serai.faults";

  private FaultSettings() {}

  /** Whether it is the long form. */
  static boolean isLong() {
    return "long".equals(System.getProperty(PROPERTY));
  }

  /** One of two numbers, by the form that runs. */
  static int of(int shortForm, int longForm) {
    return isLong() ? longForm : shortForm;
  }

  /**
   * This part's share of a number that the long form reaches in several parts: {@code
   * serai.faults.parts}, each a run of its own.
   */
  static int share(int shortForm, int longForm) {
    int parts = Integer.getInteger("serai.faults.parts", 1);
    return isLong() ? (longForm + parts - 1) / parts : shortForm;
  }

  /** {@code serai.faults.part}: which of them this is, from 1. */
  static int part() {
    return Integer.getInteger("serai.faults.part", 1);
  }

  /** {@code serai.faults.seed}: what chance begins with; each part has another. */
  static long seed() {
    return Long.getLong("serai.faults.seed", 20261123L) * 1000 + part();
  }
}
