/**
 * The vocabulary of payments: money, operations, outcomes, states and their transitions, errors,
 * and the event records by which rooms tell each other what happened.
 */
@ApplicationModule(allowedDependencies = {})
@NullMarked
package io.serai.payment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
