package io.serai.sandbox;

import java.nio.file.Path;
import java.time.Duration;

/**
 * A process of the sandbox.
 *
 * @param signal what ends it in good order
 * @param patience how long good order may take
 */
record Child(String name, ProcessHandle process, Path log, String signal, Duration patience) {

  void end() {
    Signals.end(process, signal, patience);
  }
}
