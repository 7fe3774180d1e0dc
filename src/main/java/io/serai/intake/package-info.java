/**
 * Reading what comes from outside as JSON: strictly, with every mistake named by its field, no card
 * numbers let in, numbers exact.
 */
@ApplicationModule(allowedDependencies = "payment")
@NullMarked
package io.serai.intake;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
