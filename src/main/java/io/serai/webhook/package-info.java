/**
 * Webhooks out: what was published of a tenant is told to its endpoints, signed, in order per
 * subject, again and again until it is taken. It knows events by their envelope only, whatever they
 * are about.
 */
@ApplicationModule(allowedDependencies = {"intake", "journal", "payment"})
@NullMarked
package io.serai.webhook;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
