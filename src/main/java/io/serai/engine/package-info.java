/**
 * The payment engine and the {@code payment:} component in front of it: claim, send, record,
 * answer.
 */
@ApplicationModule(
    allowedDependencies = {"payment", "journal", "provider", "receipt", "step", "upkeep"})
@NullMarked
package io.serai.engine;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
