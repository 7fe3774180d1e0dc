/**
 * Merchants and their terminals (S3.9): imported from CSV, read by operators, and asked whether a
 * terminal may ask for a payment.
 */
@ApplicationModule(allowedDependencies = {"intake", "payment", "upkeep"})
@NullMarked
package io.serai.registry;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
