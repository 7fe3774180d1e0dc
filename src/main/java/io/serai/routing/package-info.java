/**
 * Entries and route sets: the {@code entry:} component and one CamelContext for each set of routes.
 */
@ApplicationModule(allowedDependencies = {"payment", "provider", "engine", "iso8583"})
@NullMarked
package io.serai.routing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
