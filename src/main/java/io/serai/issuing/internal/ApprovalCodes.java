package io.serai.issuing.internal;

import java.security.SecureRandom;

/** Approval codes (DE38): six characters out of which nobody can tell the next. Thread-safe. */
final class ApprovalCodes {

  // Without letters that are read as digits on a receipt.
  private static final String CHARACTERS = "0123456789ABCDEFGHJKLMNPQRTUVWXY";
  private static final int LENGTH = 6;

  /** Of a number of 32 bits each character takes five. */
  private static final int BITS = 5;

  private static final int MASK = 31;

  private final SecureRandom random = new SecureRandom();

  /** Another one. */
  String next() {
    int chance = random.nextInt();
    StringBuilder code = new StringBuilder(LENGTH);
    for (int i = 0; i < LENGTH; i++) {
      code.append(CHARACTERS.charAt((chance >>> (i * BITS)) & MASK));
    }
    return code.toString();
  }
}
