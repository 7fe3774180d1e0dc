/**
 * Customers, products, plans and subscriptions at providers (S0.2 to S0.5, S1.30, S1.31, S1.53).
 * What one waits for is on disk, never in memory; a set-up fee is a payment of the engine.
 */
@ApplicationModule(
    allowedDependencies = {"payment", "notice", "provider", "engine", "intake", "upkeep"})
@NullMarked
package io.serai.subscription;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
