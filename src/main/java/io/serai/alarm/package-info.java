/**
 * Alarms: raised by anybody through an event record of {@code payment}, kept, published and shown.
 */
@ApplicationModule(allowedDependencies = {"intake", "payment"})
@NullMarked
package io.serai.alarm;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
