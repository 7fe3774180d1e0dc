package io.serai.iso8583;

import java.util.Locale;

/** Who opens the connections of a link. */
public enum LinkMode {
  /** The peer; we listen. */
  LISTEN,
  /** We do, and again when one is lost. */
  DIAL;

  /** The name in {@code links.yaml}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
