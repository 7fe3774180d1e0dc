package io.serai.journal;

/**
 * Seals what others sent and what may name people (AES-GCM, under a key derived from the vault's),
 * each bound to what it belongs to. Thread-safe, does not block.
 */
public interface BodySeals {

  /** The name of the vault's key; it is kept beside what was sealed. */
  String keyId();

  /**
   * The sealed bytes.
   *
   * @param boundTo the id of what they belong to
   */
  byte[] seal(String boundTo, byte[] bytes);

  /**
   * The bytes that were sealed.
   *
   * @param boundTo as they were sealed
   * @param sealedWith the name of the key that they were sealed with
   * @throws io.serai.payment.SeraiException if they were changed, bound to something else, or
   *     sealed with another key
   */
  byte[] open(String boundTo, String sealedWith, byte[] sealed);
}
