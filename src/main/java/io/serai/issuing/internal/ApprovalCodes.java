package io.serai.issuing.internal;

import java.security.SecureRandom;

/** Approval codes (DE38): six characters out of which nobody can tell the next. Thread-safe. */
final class ApprovalCodes {

  // Without letters that are read as digits on a receipt.
  private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUVWXY";
  private static final int LENGTH = 6;

  private final SecureRandom random = new SecureRandom();

  /** Another one. */
  String next() {
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(CHARACTERS.charAt(random.nextInt(CHARACTERS.length())));
    }
    return code.toString();
  }
}
