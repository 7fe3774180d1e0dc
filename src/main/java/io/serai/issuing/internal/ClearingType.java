package io.serai.issuing.internal;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What a record of a clearing file tells of. */
enum ClearingType {
  /** The merchant presents what was bought. */
  PRESENTMENT,
  /** The merchant gives money back. */
  CREDIT,
  /** The holder has the money back. */
  CHARGEBACK,
  /** The merchant presents again what was charged back. */
  REPRESENTMENT;

  /** The type of a word in a file or in the table. */
  static Optional<ClearingType> of(String word) {
    return Arrays.stream(values()).filter(type -> type.word().equals(word)).findFirst();
  }

  /** Whether it is about what was presented before, under the same reference. */
  boolean isDispute() {
    return this == CHARGEBACK || this == REPRESENTMENT;
  }

  /** The word in files and in the table. */
  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
