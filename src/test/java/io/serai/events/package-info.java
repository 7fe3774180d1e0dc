/**
 * What tests of the events' way need: a broker that can be restarted, doubles of Camel's bridge.
 */
@NullMarked
package io.serai.events;

import org.jspecify.annotations.NullMarked;
