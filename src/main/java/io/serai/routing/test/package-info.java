/**
 * Route tests that ops write in YAML: the real entries, routes, engine and Kamelets in one process,
 * with scripted providers, a journal in memory and a clock that only the test moves. Not a part of
 * a running hub.
 */
@NamedInterface("test")
@NullMarked
package io.serai.routing.test;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
