package io.serai.journal;

import io.serai.journal.internal.CardVault;
import io.serai.payment.CardNumber;

/**
 * Seals card numbers under the vault's key (AES-GCM), each bound to what it belongs to: what was
 * sealed for one card or payment cannot be opened as another's. Thread-safe, does not block.
 */
public interface CardSeals {

  /**
   * The seals of a key file, for commands that run without a hub.
   *
   * @throws io.serai.payment.SeraiException naming the setting, if the file is wrong or missing
   */
  static CardSeals of(String keyFile) {
    return CardVault.of(keyFile);
  }

  /** The name of the key that {@link #seal} uses; it is kept beside what was sealed. */
  String keyId();

  /**
   * A sealed number.
   *
   * @param boundTo the id of what it belongs to
   */
  byte[] seal(String boundTo, CardNumber number);

  /**
   * The number that was sealed.
   *
   * @param boundTo as it was sealed
   * @param sealedWith the name of the key that it was sealed with
   * @throws io.serai.payment.SeraiException if it was changed, bound to something else, or sealed
   *     with another key
   */
  CardNumber open(String boundTo, String sealedWith, byte[] sealed);

  /** The keyed hash of a text, as {@link Journal#keyed} makes it. */
  String keyed(String text);
}
