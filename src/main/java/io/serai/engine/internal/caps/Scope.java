package io.serai.engine.internal.caps;

import java.util.Locale;

/** Whose charges and refunds a cap counts. */
public enum Scope {
  /** A tenant's. */
  TENANT,
  /** Those at a provider. */
  PROVIDER,
  /** Those that a route asks for. */
  ROUTE;

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
