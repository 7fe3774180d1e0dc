package io.serai.issuing;

import io.serai.issuing.rules.IssuingFile;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.util.function.UnaryOperator;

/** Reads {@code issuing.yaml} for whoever checks it without running anything. */
public final class IssuingFiles {

  private IssuingFiles() {}

  /**
   * Reads the card programs as the hub does; none are fine.
   *
   * @param folder the folder of routes
   * @param resolve fills in the {@code {{…}}}
   * @throws SeraiException naming all problems, a line each, with the file, the place and the mend
   */
  public static void verify(Path folder, UnaryOperator<String> resolve) {
    IssuingFile.verify(folder, resolve);
  }
}
