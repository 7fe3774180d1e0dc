package io.serai.payment;

import org.jspecify.annotations.Nullable;

/**
 * Why a person does something; it is kept with the person's name.
 *
 * @param reason 1 to 500 characters, without card data; null where none was sent
 */
public record Why(@Nullable String reason) {

  private static final int LONGEST = 500;

  /** The reason as it was sent, empty where none was. */
  public String text() {
    return reason == null ? "" : reason;
  }

  /**
   * Refuses what says nothing, or too much, or what must be kept nowhere (I8).
   *
   * @return the reason as it is kept
   * @throws SeraiException naming the field {@code reason}
   */
  public static String checked(String reason) {
    if (reason.isBlank() || reason.length() > LONGEST) {
      throw SeraiException.invalid("reason", "say why in 1 to " + LONGEST + " characters");
    }
    if (!CardData.kinds(reason).isEmpty()) {
      throw SeraiException.invalid("reason", "holds what looks like a card number; leave it out");
    }
    return reason.strip();
  }
}
