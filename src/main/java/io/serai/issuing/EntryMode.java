package io.serai.issuing;

/** How the card was presented (DE22 and, for e-commerce, DE25). */
public enum EntryMode {
  /** A chip that was read by contact. */
  CHIP,
  /** A chip or stripe that was read without contact. */
  CONTACTLESS,
  /** The magnetic stripe. */
  STRIPE,
  /** Typed at a terminal, or told by post or telephone. */
  MANUAL,
  /** Over the internet. */
  ECOMMERCE,
  /** A card on file. */
  ON_FILE,
  /** Not said. */
  UNKNOWN
}
