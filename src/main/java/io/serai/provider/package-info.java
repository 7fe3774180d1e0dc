/**
 * Providers: the registry read from {@code routes/providers.yaml}, capabilities, selection, outcome
 * tables and the single attempt.
 */
@ApplicationModule(allowedDependencies = {"payment", "journal", "upkeep"})
@NullMarked
package io.serai.provider;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
