/**
 * Entries and route sets: the {@code entry:} component and one CamelContext for each set of routes.
 */
@ApplicationModule(
    allowedDependencies = {
      "payment",
      "journal",
      "provider",
      "engine",
      "receipt",
      "resolution",
      "iso8583",
      "issuing",
      "security",
      "intake",
      "notice",
      "order",
      "upkeep"
    })
@NullMarked
package io.serai.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
