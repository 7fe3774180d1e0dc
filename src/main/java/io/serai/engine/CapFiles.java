package io.serai.engine;

import io.serai.engine.internal.caps.CapsFile;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Reads {@code caps.yaml} for whoever checks it without running anything. */
public final class CapFiles {

  private CapFiles() {}

  /**
   * Reads the caps as the hub does; none are fine.
   *
   * @param folder the folder of routes
   * @param resolve fills in the {@code {{…}}}
   * @throws SeraiException naming the file, the place or entry, and what is wrong with it
   */
  public static void verify(Path folder, UnaryOperator<String> resolve) {
    CapsFile.verify(folder, resolve);
  }
}
