/**
 * Purchases in app stores: whether a store vouches for one, and that each counts once (S1.36 to
 * S1.48). A verification moves no money, so it is no payment; it is claimed, journaled and answered
 * by the same rules.
 */
@ApplicationModule(allowedDependencies = {"payment", "notice", "journal", "provider"})
@NullMarked
package io.serai.receipt;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
