package io.serai.testkit;

import java.io.IOException;

/**
 * Ends this process when the one that started it is gone, however that ended: its end of our
 * standard input is closed then.
 */
final class EndWithParent {

  private EndWithParent() {}

  /** Watches from now on, if the system property {@code testkit.end-with-parent} is true. */
  static void watch() {
    if (Boolean.getBoolean("testkit.end-with-parent")) {
      Thread watcher = new Thread(EndWithParent::awaitEnd, "end-with-parent");
      watcher.setDaemon(true);
      watcher.start();
    }
  }

  private static void awaitEnd() {
    try {
      while (System.in.read() >= 0) {
        // nobody writes to us; only the end counts
      }
    } catch (IOException e) {
      // as good as the end
    }
    Runtime.getRuntime().halt(1);
  }
}
