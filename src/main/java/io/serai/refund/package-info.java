/**
 * Refunds that are made in the background: bulk refunds (S1.88), and refunds that wait for a cap.
 */
@ApplicationModule(allowedDependencies = {"payment", "engine", "intake", "upkeep"})
@NullMarked
package io.serai.refund;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
