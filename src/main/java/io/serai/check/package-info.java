/**
 * The checker: what holds whatever happens (I1 to I8), stated over journal, ledger, saved answers,
 * settlement, Kafka and, where there are any, providers' books. It only reads, but for its own mark
 * of how far it has seen.
 */
@ApplicationModule(allowedDependencies = {"payment", "journal"})
@NullMarked
package io.serai.check;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
