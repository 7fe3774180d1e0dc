/**
 * The issuer processor (S4): card accounts, authorization rules, holds, clearing, stand-in. What
 * the network asks is decided here in one commit and answered after it.
 */
@ApplicationModule(
    allowedDependencies = {"intake", "journal", "payment", "provider", "step", "upkeep"})
@NullMarked
package io.serai.issuing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
