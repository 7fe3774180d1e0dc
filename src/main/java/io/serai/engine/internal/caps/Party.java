package io.serai.engine.internal.caps;

import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * One that an operation counts for.
 *
 * @param scope what it is
 * @param name its name
 * @param zone of its days
 */
public record Party(Scope scope, String name, ZoneId zone) {

  /** A tenant. */
  public static Party tenant(String name) {
    return new Party(Scope.TENANT, name, ZoneOffset.UTC);
  }

  /** A route. */
  public static Party route(String id) {
    return new Party(Scope.ROUTE, id, ZoneOffset.UTC);
  }

  /** A provider, whose days are those of its zone. */
  public static Party provider(String name, ZoneId zone) {
    return new Party(Scope.PROVIDER, name, zone);
  }
}
