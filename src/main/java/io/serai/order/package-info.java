/**
 * Orders (S2): priced here, approved by the payer at the provider, captured through the engine, and
 * created in the web-order service. What an order waits for is on disk, never in memory.
 */
@ApplicationModule(
    allowedDependencies = {"payment", "notice", "provider", "engine", "intake", "step", "upkeep"})
@NullMarked
package io.serai.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
