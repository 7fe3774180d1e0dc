/**
 * The hub is broken on purpose, under load, and everything is counted afterwards: what callers were
 * told, what the providers booked, what the journal says. A short form of each test runs in the
 * default build, the long one with {@code ./mvnw -Pfaults verify}; see docs/reliability.md.
 */
@NullMarked
package io.serai.faults;

import org.jspecify.annotations.NullMarked;
