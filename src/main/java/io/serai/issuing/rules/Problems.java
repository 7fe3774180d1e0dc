package io.serai.issuing.rules;

import io.serai.payment.ErrorCode;
import io.serai.payment.SeraiException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** All that is wrong with a file, to be told at once. */
final class Problems {

  private final Path file;
  private final List<String> lines = new ArrayList<>();

  Problems(Path file) {
    this.file = file;
  }

  /** Notes a problem: where, and what is wrong with the mend after a semicolon. */
  void add(String where, String what) {
    lines.add(file + ": " + where + ": " + what);
  }

  /** Ends the reading if there were any. */
  void tell() {
    if (!lines.isEmpty()) {
      throw wrong(String.join("\n", lines), null);
    }
  }

  static SeraiException wrong(String message, @Nullable Exception cause) {
    return new SeraiException(ErrorCode.CONFIGURATION, IssuingFile.NAME, message, cause);
  }
}
