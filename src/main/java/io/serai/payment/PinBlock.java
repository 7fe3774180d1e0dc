package io.serai.payment;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * An encrypted PIN block (DE52): 8 bytes, or 16 of ISO 9564 format 4. Nothing that prints or
 * serialises it shows it, and nothing stores it (I8). Immutable.
 */
public final class PinBlock {

  private final byte[] bytes;

  /** A PIN block of its bytes. */
  public PinBlock(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  /** Its bytes. Never log, store or publish them. */
  public byte[] bytes() {
    return bytes.clone();
  }

  @JsonValue
  @Override
  public String toString() {
    return "PinBlock[hidden]";
  }
}
